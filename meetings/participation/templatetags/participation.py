"""What the pages of participants say about them: `{% load participation %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.participation.models import Participant
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.templatetags.elements import small_text

register = template.Library()


@register.simple_tag
def attendance_box(person: Participant) -> SafeString:
    """Write a box to tick, with the hidden fields that say who was listed and who was ticked before."""
    checked, was = NOTHING, NOTHING
    if person.took_part:
        checked = SafeString(" checked")
        was = format_html('<input type="hidden" name="was" value="{}">', person.key)
    return format_html(
        '<label><input type="checkbox" name="came" value="{0}"{1}> <span>{2}{3}</span></label>'
        '<input type="hidden" name="listed" value="{0}">{4}',
        person.key,
        checked,
        person,
        small_text(person.function, "muted small"),
        was,
    )


@register.filter
def contact_lines(person: Participant) -> str:
    """Return function and agency on one line, as documents print them."""
    return ", ".join(filter(None, (person.function, person.agency)))
