"""The parts of a practice's pages that depend on what there is to show: `{% load practices %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exchange.practices.files import ListedFile

register = template.Library()


@register.simple_tag
def file_link(file: ListedFile) -> SafeString:
    """Name a file, as a link unless the store has lost it."""
    if not file.url:
        return format_html("<span>{}</span>", file.name)
    return format_html('<a class="tap" href="{}" download>{}</a>', file.url, file.name)
