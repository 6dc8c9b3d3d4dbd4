"""The facts of a person as the page of the entry lists them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network.models import FieldOfWork, Organisation, Person
from network.models.person_fields import FORM_FIELDS, Group, Kind, PersonField
from network.templatetags.network import link, mailto
from nfp_portal.accounts.access import Reader

# Said even where the reader is shown nothing; the others are left out then.
ALWAYS = ("email", "telephone")
# At the head of the page.
NOT_LISTED = ("function", "agency_id")


class Detail(NamedTuple):
    label: str
    value: str | SafeString


def body_of(person: Person) -> str:
    """Name the agency or organisation, a structure of the OSCE with a link; "" where none is recorded."""
    body = person.body
    if isinstance(body, Organisation) and body.is_structure:
        return link(body)
    return body.name if body else ""


def details_of(person: Person, reader: Reader) -> Iterator[Detail]:
    """Give what the reader may know, in the order of the forms; one query for the fields of work."""
    for field in FORM_FIELDS:
        if field.group == Group.NAME or field.name in NOT_LISTED:
            continue
        if value := _value(field, person, reader):
            yield Detail(field.label, value)
        elif field.name in ALWAYS:
            hidden = _("not shown to you or not recorded")
            yield Detail(field.label, format_html('<span class="muted">{}</span>', hidden))


def _value(field: PersonField, person: Person, reader: Reader) -> str | SafeString:
    if field.has_visibility and not person.shows(field.name, reader):
        return ""
    value = getattr(person, field.name)
    match field.kind:
        case Kind.ADDRESS:
            return mailto(value)
        case Kind.TELEPHONE if value:
            return format_html('<a href="tel:{}">{}</a>', value.replace(" ", ""), value)
        case Kind.LANGUAGES:
            return ", ".join(person.language_names)
        case Kind.TOPICS:
            return _topics(value)
        case _:
            return str(value)


def _topics(names: Sequence[str]) -> SafeString:
    """Name the fields of work, each with a link to its page while it has one; a query where there are any."""
    fields = {each.name: each for each in FieldOfWork.objects.filter(name__in=names)} if names else {}
    return format_html_join(", ", "{}", ((link(fields.get(name)) or name,) for name in names))
