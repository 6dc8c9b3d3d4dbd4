"""What was written to somebody, in the history of an entry and on the pages of States and structures."""

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.history import HistoryOfPerson
from network.messages.models import Message, MessageRecipient
from network.models import Organisation, Person, State
from network.sections import MOST_LINES, Line, Section, section_of_lines
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.revisions.history import Step, acts


def _to_person(person: Person) -> Any:
    """The copies that were written to a person, as acts of a history."""
    rows = MessageRecipient.objects.filter(person=person).exclude(delivery=None)
    return acts(rows.select_related("message__by", "state"), F("message__sent_at"))


def _step(row: Any) -> Step:
    message = row.message
    return Step(row.pgh_created_at, str(message.by), [], heading=_heading(message, str(row.state or "")))


def _heading(message: Message, state: str) -> Any:
    label = _("Message, as focal point of %(state)s") % {"state": state} if state else _("Message")
    return format_html("<p><strong>{}</strong>: {}</p>", label, message.subject)


HISTORY = HistoryOfPerson(_to_person, _step)


def section_of_state(state: State, reader: Reader) -> Section | None:
    return _section(MessageRecipient.objects.filter(state=state), reader)


def section_of_structure(structure: Organisation, reader: Reader) -> Section | None:
    return _section(MessageRecipient.objects.filter(organisation=structure), reader)


def _section(rows: Any, reader: Reader) -> Section | None:
    """The last messages that were sent to its people and addresses: for the secretariat, with who wrote."""
    if not is_secretariat(reader):
        return None
    written = rows.exclude(delivery=None).values("message")
    sent = Message.objects.filter(pk__in=written).exclude(sent_at=None).select_related("by")
    latest = sent.order_by("-sent_at", "-pk")[: MOST_LINES + 1]
    return section_of_lines(_("Messages"), map(_line, latest), reverse("network:messages:list"))


def _line(message: Message) -> Line:
    detail = f"{message.by}, {date_format(localtime(message.sent_at), 'j F Y')}"
    return Line(
        message.subject, message.get_absolute_url(), detail, is_demonstration=message.is_demonstration
    )
