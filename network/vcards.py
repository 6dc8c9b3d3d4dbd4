"""An entry as a vCard 4.0 (RFC 6350), with what the reader may know."""

from collections.abc import Iterator

from django.conf import settings

from network.models import Person
from network.models.person_fields import PERSON_FIELDS, Kind, PersonField
from nfp_portal.accounts.access import Reader

CONTENT_TYPE = "text/vcard; charset=utf-8"


def vcard(person: Person, *, reader: Reader) -> str:
    """One vCard 4.0 (RFC 6350) with what the reader may know, lines folded at 75 octets."""
    body = person.body
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"UID:urn:uuid:{person.key}",
        f"FN:{_escaped(str(person))}",
        f"N:{_escaped(person.family_name)};{_escaped(person.given_name)};;{_escaped(person.form_of_address)};",
        f"ORG:{_escaped(body.name)};{_escaped(person.unit)}" if body else "",
        *(line for field in PERSON_FIELDS if field.vcard for line in _lines(field, person, reader)),
        f"SOURCE:{settings.SITE_URL}{person.get_absolute_url()}",
        "END:VCARD",
    ]
    return "".join(_folded(line) for line in lines if line)


def _lines(field: PersonField, person: Person, reader: Reader) -> Iterator[str]:
    if field.has_visibility and not person.shows(field.name, reader):
        return
    value = getattr(person, field.name)
    if field.kind == Kind.LANGUAGES:
        yield from (f"{field.vcard};PREF={rank}:{code}" for rank, code in enumerate(value, 1))
    elif value:
        items = value if isinstance(value, list) else [value]
        yield f"{field.vcard}:{','.join(map(_escaped, items))}"


def _escaped(text: str) -> str:
    """The text as a value: what divides values and lines is marked (RFC 6350, 3.4)."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a content line so that no part exceeds 75 octets and no character is cut (RFC 6350, 3.2)."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > 75:  # noqa: PLR2004 - the RFC's own measure
            parts.append(part)
            part = " "
        part += sign
    return "\r\n".join([*parts, part]) + "\r\n"
