"""The rows of the list at the door: `{% load door %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.participation.door import Person
from nfp_portal.ui.renderers import NOTHING

register = template.Library()


@register.simple_tag
def attendance_box(person: Person) -> SafeString:
    """Write a row to tick, with the hidden fields that say who was listed and who was ticked before."""
    key, is_here = person.participant.key, person.is_here
    was = format_html('<input type="hidden" name="was" value="{}">', key) if is_here else NOTHING
    html = (
        '<label class="attendance__person"><span><b>{1}</b> <small data-detail>{2}</small></span>'
        '<input type="checkbox" name="came" value="{0}"{3}></label>'
        '<input type="hidden" name="listed" value="{0}">{4}'
    )
    checked = SafeString(" checked") if is_here else NOTHING
    return format_html(html, key, person.participant, person.detail, checked, was)
