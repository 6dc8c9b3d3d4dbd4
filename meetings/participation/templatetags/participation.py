"""What the pages of participants say about them: `{% load participation %}`."""

from django import template

from meetings.participation.models import Participant

register = template.Library()


@register.filter
def contact_lines(person: Participant) -> str:
    """Return function and agency on one line, as documents print them."""
    return ", ".join(filter(None, (person.listed_function, person.listed_agency)))
