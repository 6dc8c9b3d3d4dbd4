"""Sentences about practices."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.practices.models import Practice, PracticeRequest
from exchange.questions.models import Question
from meetings.models import Meeting
from meetings.participation.attendance import enumerated
from network.labels import state_in_text
from network.models import Appointment
from network.templatetags.network import link
from nfp_portal.accounts.access import FOCAL_POINTS, Reader, caller_of


def used_by(practice: Practice) -> str:
    """Write "2 States use it too: Belgium and Italy"; nothing where none said so."""
    names = [state_in_text(use.state) for use in practice.uses.all()]
    if not names:
        return ""
    text = ngettext(
        "%(number)d State uses it too: %(names)s", "%(number)d States use it too: %(names)s", len(names)
    )
    return text % {"number": len(names), "names": enumerated(names)}


def _contact(practice: Practice) -> str:
    """Name the contact while they are a focal point of the State."""
    in_force = Appointment.objects.in_force().filter(person=practice.contact_id, state=practice.state_id)
    return str(practice.contact) if practice.contact and in_force.exists() else ""


def parts_of(practice: Practice) -> list[tuple[str, str]]:
    """Return its further texts with their headings, without empty ones."""
    parts = (
        (_("What worked"), practice.worked),
        (_("What did not work"), practice.failed),
        (_("Evidence"), practice.proof),
    )
    return [(title, text) for title, text in parts if text]


def _sources(practice: Practice, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield the links to the question and the meeting it came from, for those who may read these."""
    question = Question.objects.visible_to(reader).filter(practices=practice).first()
    if question is not None:
        label = _("Question %(number)d: %(title)s")
        yield question.get_absolute_url(), label % {"number": question.number or 0, "title": question.title}
    meeting = Meeting.objects.visible_to(reader).filter(pk=practice.meeting_id or 0).first()
    if meeting is not None:
        yield meeting.get_absolute_url(), meeting.title


def _source(practice: Practice, reader: Reader) -> str:
    return format_html_join("; ", '<a href="{}">{}</a>', _sources(practice, reader))


def _involved(practice: Practice) -> str:
    return enumerated([state.name_in_text for state in practice.involved.all()])


def facts_of(practice: Practice, reader: Reader) -> list[tuple[str, str]]:
    """Return what stands beside it, as term and text; the contact is for those who see people."""
    on = practice.confirmed_on
    facts = [
        (_("State"), practice.state.name),
        (_("Stage"), practice.get_stage_display()),
        (_("Mechanism"), practice.get_mechanism_display()),
        (_("Field of work"), link(practice.field) or _("not recorded")),
        (_("Written in"), practice.get_language_display()),
        (_("Last confirmed"), date_format(on, "j F Y") if on else _("not recorded")),
    ]
    beside = ((_("Other States involved"), _involved(practice)), (_("Source"), _source(practice, reader)))
    contact = [(_("Contact"), _contact(practice) or _("not recorded"))] if _names_people(reader) else []
    return [*facts, *((term, text) for term, text in beside if text), *contact]


def offered_by(practice: Practice) -> list[tuple[str, str]]:
    """Name for the secretariat who offered it: an account, or who was asked by a link."""
    practice_request = PracticeRequest.objects.filter(practice=practice).first()
    who = (
        _("%(name)s, by a link") % {"name": practice_request.name}
        if practice_request
        else str(practice.offered_by or "")
    )
    return [(_("Offered by"), who)] if who else []


def _names_people(reader: Reader) -> bool:
    return caller_of(reader) in FOCAL_POINTS
