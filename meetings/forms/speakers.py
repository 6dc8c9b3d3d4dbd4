"""People of an agenda item as lines of text: name; function; body."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _

from meetings.models import Speaker
from meetings.models.speaking import SpeakerRole, Speaking

PARTS = 3
LONGEST = Speaker._meta.get_field("name").max_length or 0  # noqa: SLF001 - Django's documented _meta


def people_of_lines(role: SpeakerRole, typed: str) -> list[Speaking]:
    """Read one person a line. Raises `ValidationError` that names the line which is none."""
    lines = [line for line in typed.splitlines() if line.strip()]
    people = [[part.strip() for part in line.split(";")] for line in lines]
    for number, parts in enumerate(people, start=1):
        if len(parts) > PARTS or not parts[0]:
            wrong = _("Line %(number)d: write name; function; body.") % {"number": number}
            raise forms.ValidationError(wrong)
        if max(map(len, parts)) > LONGEST:
            wrong = _("Line %(number)d: name, function and body have %(longest)d characters each at most.")
            raise forms.ValidationError(wrong % {"number": number, "longest": LONGEST})
    return [Speaking.typed(role, parts) for parts in people]


def lines_of(role: SpeakerRole, people: Iterable[Speaking]) -> str:
    """Write those with this role, a line each; what is missing at the end of a line is left out."""
    shown = [(person.name, person.function, person.body) for person in people if person.role == role]
    return "\n".join("; ".join(parts).rstrip("; ") for parts in shown)
