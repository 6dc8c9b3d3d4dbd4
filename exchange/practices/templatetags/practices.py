"""The parts of a practice's pages that depend on what there is to show: `{% load practices %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from exchange.practices.files import ListedFile
from exchange.practices.models import Practice, PracticeRequest
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.templatetags.elements import element, status

register = template.Library()


@register.simple_tag
def file_link(file: ListedFile) -> SafeString:
    """Name a file, as a link unless the store has lost it."""
    if not file.url:
        return format_html("<span>{}</span>", file.name)
    return format_html('<a class="tap" href="{}" download>{}</a>', file.url, file.name)


@register.simple_tag
def sent_practice(practice: Practice | None, mark: tuple[str, str]) -> SafeString:
    """Say behind a link what was sent, what became of it, and the remark of the secretariat."""
    if practice is None:
        return NOTHING
    title = element("h2", practice.title)
    remark = element("p", practice.remark, "caution") if practice.remark else NOTHING
    return format_html("{}{}{}", title, status(*mark), remark)


@register.simple_tag
def change_link(url: str) -> SafeString:
    if not url:
        return NOTHING
    label = pgettext("letter", "Change the practice")
    return format_html('<p class="actions"><a class="button button--quiet" href="{}">{}</a></p>', url, label)


@register.simple_tag
def asked_practice(request: PracticeRequest) -> SafeString:
    """Link to what came by a link."""
    practice = request.practice
    if practice is None:
        return NOTHING
    return format_html('<a href="{}">{}</a>', practice.get_absolute_url(), practice.title)
