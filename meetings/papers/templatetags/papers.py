"""What the index page of the archive of papers shows: `{% load papers %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.papers.archive import ListedFile

register = template.Library()


@register.simple_tag
def archived_file(file: ListedFile) -> SafeString:
    """Link a file by its path within the archive, or say that it is missing."""
    if file.path is None:
        return format_html("{} <strong>{}</strong>", file.version, _("File missing"))
    return format_html('<a href="{}">{}</a> {}', file.path, file.version, file.version.extension.upper())
