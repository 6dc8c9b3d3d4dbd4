"""The page behind the link of a person who was put forward: they confirm or decline for themselves."""

from collections.abc import Iterator
from uuid import UUID

import pghistory
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from meetings.models import Meeting
from meetings.participation import letters
from meetings.participation.actions import registrations
from meetings.participation.actions.corrections import CorrectionsEndedError
from meetings.participation.corrections import list_status
from meetings.participation.delegations import MeetingDelegation
from meetings.participation.forms.registration import RegistrationForm
from meetings.participation.links import PURPOSE
from meetings.participation.models import Participant, Status, StudyVisit, notes_go_on
from meetings.participation.phrases import visit_full, waiting_sentence
from meetings.participation.views.corrections import own_entry
from meetings.participation.wording import days_in_short
from nfp_portal.links.registry import Purpose, register_purpose
from nfp_portal.links.views import ORIGIN, frame, message_page, path_in_language
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.letters import written_day

# Of these nothing is on the list that they could correct.
NEVER_CAME = (Status.WITHDRAWN, Status.WAITING)


def register() -> None:
    register_purpose(Purpose(PURPOSE, find=find, language=lambda person: person.language, page=page))


def find(key: UUID) -> Participant | None:
    people = Participant.objects.select_related("meeting__country", "state", "organisation")
    return people.filter(key=key).first()


def page(request: HttpRequest, person: Participant) -> HttpResponseBase:
    meeting = person.meeting
    if notice := letters.off_notice(meeting):
        return message_page(request, meeting.title, notice, 410)
    if person.status == Status.NOT_SELECTED:
        return _not_selected_page(request, person)
    if meeting.has_ended or not registrations.may_still_answer(person):
        return _afterwards(request, person)
    form = RegistrationForm(
        request.POST if request.POST.get("act") == "confirm" else None,
        person=person,
        has_study_visit=MeetingDelegation(meeting, person.body).study_visit is not None,
    )
    try:
        with pghistory.context(**ORIGIN):
            return _act(request, person, form)
    except registrations.NoLongerExpectedError:
        return _ended_page(request)
    except StaleError:
        return _form_page(request, person, form, status=409)


def _afterwards(request: HttpRequest, person: Participant) -> HttpResponse:
    """Let somebody correct the provisional list once the meeting is over."""
    status = list_status(person.meeting)
    if person.status in NEVER_CAME or not status.takes_corrections:
        return _ended_page(request)
    label = pgettext("letter", "Shown on the list of participants")
    shown = _as_listed(person) if person.took_part else pgettext("letter", "not on the list")
    try:
        with pghistory.context(**ORIGIN):
            return own_entry(request, person, status.until, [(label, shown)])
    except CorrectionsEndedError:
        return _ended_page(request)


def _act(request: HttpRequest, person: Participant, form: RegistrationForm) -> HttpResponse:
    if request.POST.get("act") == "decline":
        registrations.decline(person.key)
        return redirect(path_in_language(request))
    if not form.is_bound:
        is_answered = person.status != Status.PUT_FORWARD and "change" not in request.GET
        return _answered_page(request, person) if is_answered else _form_page(request, person, form)
    if not form.is_valid():
        return _form_page(request, person, form, status=422)
    registrations.confirm(person.key, form.answer(), revision=form.cleaned_data["revision"])
    return redirect(path_in_language(request))


def _form_page(
    request: HttpRequest, person: Participant, form: RegistrationForm, *, status: int = 200
) -> HttpResponse:
    context = _context(request, person) | {
        "form": form,
        "put_forward": _put_forward_sentence(person),
        "is_stale": status == 409,  # noqa: PLR2004 - the answer to a form that is no longer current
        "notes_go": written_day(notes_go_on(person.meeting)),
    }
    return render(request, "meetings/participation/registration/form.html", context, status=status)


def _put_forward_sentence(person: Participant) -> str:
    values = {"person": person, "body": letters.name_of_body(person.body)}
    if person.meeting.takes_nominations:
        return pgettext("letter", "%(person)s, the delegation of %(body)s has nominated you.") % values
    return pgettext("letter", "%(person)s, the delegation of %(body)s has put you forward.") % values


def _answered_page(request: HttpRequest, person: Participant) -> HttpResponse:
    context = _context(request, person) | {
        "states": list(_states(person)),
        "facts": [] if person.has_declined else _facts(person),
    }
    return render(request, "meetings/participation/registration/answered.html", context)


def _states(person: Participant) -> Iterator[str]:
    """Say how far somebody is: at the meeting, and on the study visit where they wait for that."""
    if person.has_declined:
        yield pgettext("letter", "You have declined. Until the meeting is over you may still confirm.")
    elif person.status == Status.WAITING:
        yield waiting_sentence()
    elif person.is_admitted:
        yield pgettext("letter", "You are registered.")
        if person.study_visit == StudyVisit.WAITING:
            yield visit_full()
    else:
        yield _confirmed_sentence(person.meeting)


def _confirmed_sentence(meeting: Meeting) -> str:
    if meeting.takes_nominations:
        return pgettext(
            "letter",
            "You have confirmed. The Secretariat writes to you once it has selected the participants.",
        )
    return pgettext("letter", "You have confirmed. The Secretariat writes to you when you are registered.")


def _not_selected_page(request: HttpRequest, person: Participant) -> HttpResponse:
    title = pgettext("letter", "Thank you for your interest")
    text = pgettext(
        "letter",
        "There were more names than seats, and we are sorry that we cannot offer you one this time. This "
        "says nothing of your merits. If you have a question, please write to the Secretariat.",
    )
    return message_page(request, title, text, 200)


def _context(request: HttpRequest, person: Participant) -> dict[str, object]:
    meeting = person.meeting
    return frame(request) | {
        "person": person,
        "body": letters.name_of_body(person.body),
        "meeting": meeting,
        "where_and_when": ", ".join((letters.dates_of(meeting), letters.facts_of(meeting)["location"])),
    }


def _facts(person: Participant) -> list[tuple[str, str]]:
    facts = [
        (pgettext("letter", "Takes part"), _mode_in_letters(person)),
        (pgettext("letter", "Days"), days_in_short(person)),
        (pgettext("letter", "Study visit"), _visit_in_letters(person)),
        (pgettext("letter", "Shown on the list of participants"), _as_listed(person)),
    ]
    return [(label, value) for label, value in facts if value]


def _mode_in_letters(person: Participant) -> str:
    return pgettext("letter", "Online") if person.mode == "online" else pgettext("letter", "In person")


def _visit_in_letters(person: Participant) -> str:
    return {
        StudyVisit.NO: pgettext("letter", "No"),
        StudyVisit.JOINS: pgettext("letter", "Yes"),
        StudyVisit.WAITING: pgettext("letter", "On the waiting list"),
    }[StudyVisit(person.study_visit)]


def _as_listed(person: Participant) -> str:
    if person.listed_as == "not_named":
        return pgettext("letter", "Not named: only counted")
    return ", ".join(filter(None, (str(person), person.listed_function, person.listed_agency)))


def _ended_page(request: HttpRequest) -> HttpResponse:
    title = pgettext("letter", "This registration has ended")
    text = pgettext(
        "letter",
        "The meeting is over, or you are no longer on the list of your delegation. If that is a mistake, "
        "please write to the Secretariat.",
    )
    return message_page(request, title, text, 410)
