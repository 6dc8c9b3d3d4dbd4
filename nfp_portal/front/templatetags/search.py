"""Tags of the page of the search: `{% load search %}`."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from network.search.results import Facet

register = template.Library()


@register.simple_tag(takes_context=True)
def facet_link(context: template.Context, facet: Facet) -> SafeString:
    """Return the link that keeps a kind, with the number of its hits; other parameters but the page stay."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.pop("kind", None)
    if facet.name:
        query["kind"] = facet.name
    number = f"{facet.number}+" if facet.has_more else str(facet.number)
    current = SafeString(' aria-current="true"') if facet.is_chosen else ""
    link = '<a class="facets__link" href="?{}"{}>{} <span class="facets__number">{}</span></a>'
    return format_html(link, query.urlencode(), current, facet.title, number)


@register.simple_tag
def facts(listed: Iterable[str]) -> SafeString:
    """Return how to reach a person, in one line; nothing where that is not known."""
    line = format_html_join(" · ", "{}", ((fact,) for fact in listed))
    return format_html('<p class="result__facts">{}</p>', line) if line else SafeString()
