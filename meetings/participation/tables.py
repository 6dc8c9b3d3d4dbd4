"""The list of participants as tables, with the columns that its reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.participation.models import Category, Participant
from meetings.participation.register import Delegation, Group
from meetings.participation.wording import part_in_short, status_in_words
from network.models import Organisation
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.renderers import NOTHING
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import element

OF_STATES = {Category.PARTICIPATING_STATE, Category.PARTNER}


@dataclass(frozen=True)
class Columns:
    """What the reader may see beside States and bodies."""

    names: bool
    emails: bool
    change: bool


def table_of_group(group: Group, columns: Columns) -> Table:
    first = Column(_("State") if group.category in OF_STATES else _("Body"))
    if not columns.names:
        second = Column(_("Participants"), "table__number")
        return table_of([first, second], [("", [_name(each), _number(each)]) for each in group.delegations])
    shown = [first, Column(_("Name")), Column(_("Function"))]
    shown += [Column(_("E-mail"))] if columns.emails else []
    shown += [Column(_("Change"))] if columns.change else []
    return table_of(shown, [row for each in group.delegations for row in _rows(each, columns)])


def _rows(each: Delegation, columns: Columns) -> Iterator[tuple[str, list[object]]]:
    for person in each.people:
        yield f"participants-{person.key}", [_name(each), *_cells(person, columns)]
    if not each.people:
        number = each.number or element("span", _("present; nobody is named"), "muted")
        yield "", [_name(each), number, *[""] * (1 + columns.emails + columns.change)]


def _name(each: Delegation) -> SafeString | str:
    """Name a State or body, a structure of the OSCE with a link to its page."""
    if isinstance(each.body, Organisation) and each.body.is_structure:
        return format_html('<a href="{}">{}</a>', each.body.get_absolute_url(), each.name)
    return each.name


def _cells(person: Participant, columns: Columns) -> Iterator[object]:
    for_editors = _for_editors(person) if columns.change else ""
    yield format_html("{}{}", person, element("span", for_editors, "table__second"))
    yield format_html("{}{}", person.listed_function, element("span", person.listed_agency, "table__second"))
    if columns.emails:
        yield _mail_link(person.email)
    if columns.change:
        url = reverse("meetings:participants_edit", args=[person.meeting.slug, person.key])
        hidden = element("span", f" {person}", "visually-hidden")
        yield format_html('<a href="{}">{}{}</a>', url, _("Change"), hidden)


def _for_editors(person: Participant) -> str:
    meeting = person.meeting
    status = "" if meeting.has_ended else status_in_words(person, meeting)
    return " · ".join(filter(None, (part_in_short(person), status)))


def _mail_link(email: str) -> SafeString | str:
    return format_html('<a href="mailto:{}">{}</a>', email, readable_address(email)) if email else ""


def _number(each: Delegation) -> object:
    return each.number or element("span", _("not recorded"), "muted")


def tick_box(person: Participant, *, is_ticked: bool) -> SafeString:
    """Write a box to tick for somebody; the name is read out."""
    checked = SafeString(" checked") if is_ticked else NOTHING
    html = '<input type="checkbox" class="tick" name="people" value="{}"{} aria-label="{}">'
    return format_html(html, person.key, checked, person)
