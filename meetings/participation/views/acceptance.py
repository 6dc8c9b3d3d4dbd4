"""Editors decide on the people whom delegations have put forward, and take that back; each is written to."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.actions.parts import latest_event
from meetings.models import Meeting
from meetings.participation.actions.selecting import (
    Decided,
    Decision,
    decide_on_people,
    take_back_decision,
)
from meetings.participation.forms.keys import DecisionForm
from meetings.participation.models import UNDECIDED, Participant, Status
from meetings.participation.seats import seating_of
from meetings.participation.tables import tick_box
from meetings.participation.wording import part_in_short, seats_in_words, status_in_words
from meetings.views.conflicts import refuse_published
from meetings.views.lookups import meeting_of
from meetings.writing import ReleasedError
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import element


@allow(EDITORS, "GET", "POST")
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer who has confirmed ticked, and who has not yet, to decide on."""
    meeting = meeting_of(request, slug)
    form = DecisionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, meeting)
    people, decision = form.cleaned_data["people"], Decision(form.cleaned_data["decision"])
    try:
        decided = decide_on_people(meeting, people, decision, by=signed_in(request))
    except ReleasedError:
        return refuse_published(request, meeting)
    _say_decided(request, meeting, decided)
    return redirect("meetings:participants", meeting.slug)


def _page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    undecided = meeting.participants.filter(status__in=UNDECIDED)
    people = list(undecided.with_bodies().in_protocol_order())
    is_selecting = meeting.takes_nominations or meeting.seats is not None
    context = {
        "meeting": meeting,
        "people": people,
        "table": _table(people, meeting),
        "seats": seats_in_words(seating_of(meeting)) if meeting.seats is not None else "",
        "decisions": _SELECTING if is_selecting else _ACCEPTING,
        "title": _("Select participants") if meeting.takes_nominations else _("Accept participants"),
    }
    return render(request, "meetings/participation/accept.html", context)


_ACCEPTING = [(Decision.ACCEPT.value, gettext_lazy("Accept those who are ticked"), "")]
_SELECTING = [
    *_ACCEPTING,
    (Decision.WAIT.value, gettext_lazy("Put them on the waiting list"), " button--quiet"),
    (Decision.NOT_SELECT.value, gettext_lazy("Do not select them"), " button--quiet"),
]


def _table(people: list[Participant], meeting: Meeting) -> Table:
    columns = [Column(_("Choose")), Column(_("Name")), Column(_("Delegation")), Column(_("Status"))]
    return table_of(columns, [("", _cells(person, meeting)) for person in people])


def _cells(person: Participant, meeting: Meeting) -> list[object]:
    return [
        tick_box(person, is_ticked=person.status == Status.CONFIRMED),
        format_html(
            "{}{}", element("strong", person), element("span", part_in_short(person), "table__second")
        ),
        person.body,
        status_in_words(person, meeting),
    ]


def _say_decided(request: HttpRequest, meeting: Meeting, decided: Decided) -> None:
    sentence = " ".join(_sentences(decided)) or _("Nobody was ticked who waits for a decision.")
    tags = ""
    if decided.people:
        tags = f"undo:{undo_url(decided.people[-1])}"
    messages.success(request, sentence, extra_tags=tags)


def undo_url(person: Participant) -> str:
    """Return where the latest decision on somebody is taken back, with that on all of the same click."""
    arguments = [person.meeting.slug, person.key, latest_event(person)]
    return reverse("meetings:decision_undo", args=arguments)


def _sentences(decided: Decided) -> Iterator[str]:
    if number := len(decided.accepted):
        accepted = ngettext("%(number)d person is accepted.", "%(number)d people are accepted.", number)
        yield accepted % {"number": number}
    if number := len(decided.waiting):
        waiting = ngettext(
            "%(number)d person is on the waiting list now.",
            "%(number)d people are on the waiting list now.",
            number,
        )
        yield waiting % {"number": number}
    if number := len(decided.not_selected):
        left_out = ngettext(
            "%(number)d person is not selected.", "%(number)d people are not selected.", number
        )
        yield left_out % {"number": number}
    if decided.people:
        yield _("The letters leave in a minute.")


@allow(EDITORS, "POST")
def undo(request: HttpRequest, slug: str, key: UUID, event: int) -> HttpResponse:
    """Take back a decision, or a seat that was given; say where a letter has left already."""
    meeting = meeting_of(request, slug)
    try:
        back = take_back_decision(meeting, key, event, by=signed_in(request))
    except StaleError:
        messages.error(request, _("Another change followed: look at it again and change it there."))
    except ReleasedError:
        return refuse_published(request, meeting)
    else:
        if back.written_to:
            left = ngettext(
                "Taken back. %(number)d letter has left already: please write to that person.",
                "Taken back. %(number)d letters have left already: please write to those people.",
                back.written_to,
            )
            messages.warning(request, left % {"number": back.written_to})
        else:
            messages.success(request, _("Taken back; no letter has left."))
    return redirect("meetings:participants", slug)
