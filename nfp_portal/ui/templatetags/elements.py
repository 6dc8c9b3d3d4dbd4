"""Small elements that a page leaves out where there is nothing to show: `{% load elements %}`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nfp_portal.ui.buttons import Button
from nfp_portal.ui.markup import paragraph
from nfp_portal.ui.renderers import NOTHING

register = template.Library()
register.simple_tag(paragraph)


@register.simple_tag
def small_text(text: object, css: str = "muted") -> SafeString:
    """Show a text in a muted span, after a blank; nothing for an empty text."""
    return format_html(" {}", element("span", text, css)) if text else NOTHING


@register.simple_tag
def span(text: object, css: str = "") -> SafeString:
    """Show a text in a span; nothing for an empty text."""
    return element("span", text, css)


@register.simple_tag
def status(kind: str, text: object) -> SafeString:
    """Show a status in a paragraph: its mark and words, or the words alone where it has no `kind`."""
    if not kind:
        return element("p", text, "muted")
    return element("p", render_to_string("components/status.html", {"kind": kind, "text": text}))


@register.simple_tag
def restricted(row: Any) -> SafeString:
    """Mark what focal points alone may read."""
    if not row.is_restricted:
        return NOTHING
    return format_html(' <span class="badge badge--restricted">{}</span>', _("Focal points only"))


@register.simple_tag
def demonstration(row: Any) -> SafeString:
    """Mark what is invented as a whole."""
    if not row.is_demonstration:
        return NOTHING
    return format_html(' <span class="badge">{}</span>', _("Demonstration"))


def element(name: str, text: object, css: str = "") -> SafeString:
    """Write an element around a text; nothing for an empty text."""
    if not text:
        return NOTHING
    if not css:
        return format_html("<{0}>{1}</{0}>", name, text)
    return format_html('<{0} class="{2}">{1}</{0}>', name, text, css)


@register.inclusion_tag("components/buttons.html", takes_context=True)
def buttons(context: Any, offered: Sequence[Button] | Button | None) -> dict[str, Any]:
    """Show links and forms as buttons: several, one or none."""
    shown = [offered] if isinstance(offered, Button) else list(offered or ())
    return {"buttons": shown, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("components/menu.html")
def menu(label: str, offered: Sequence[Button]) -> dict[str, Any]:
    """Show links under one button; nothing where there are none."""
    return {"label": label, "buttons": list(offered)}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: object) -> dict[str, Any]:
    """Show the way to a page: label, address, label, address …, and the label of the page itself."""
    labels, urls = parts[::2], (*parts[1::2], "")
    return {"steps": crumb_items(zip(labels, urls, strict=False))}


def crumb_items(steps: Iterable[tuple[object, object]]) -> SafeString:
    """Write pairs of a label and an address as list items; one without an address is the page itself."""
    items = (
        format_html('<li><a href="{}">{}</a></li>', url, label)
        if url
        else format_html('<li aria-current="page">{}</li>', label)
        for label, url in steps
    )
    return format_html_join("\n", "{}", ((item,) for item in items))
