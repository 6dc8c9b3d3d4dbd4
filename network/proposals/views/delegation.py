"""A delegation's own page: its focal points, what is missing, what it asked for, and how to ask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.gaps import missing_of
from network.models import Appointment, AppointmentStatus, Person, State
from network.permissions import state_of
from network.proposals.actions import requests
from network.proposals.forms import AskCorrectionForm, AskEndForm, NominationForm
from network.proposals.models import Origin, Proposal, ProposalKind
from network.proposals.views.lookups import own_state
from network.sections import Action
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.accounts.models import Role
from nfp_portal.database.truncated import truncated
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions

DELEGATIONS = frozenset[str]({Role.DELEGATION})
LATEST = 20

NOMINATE = gettext_lazy("Nominate a focal point")
END = gettext_lazy("End an appointment")
CORRECT = gettext_lazy("Correct an entry")
BY_TWO = gettext_lazy(
    "Two persons of the secretariat look at a nomination. You are notified by mail how they decide; "
    "until then nothing changes in the directory."
)
BY_ONE = gettext_lazy(
    "The secretariat looks at it. You are notified by mail how it decides; until then nothing changes in the "
    "directory."
)


@allow(DELEGATIONS)
def delegation(request: HttpRequest) -> HttpResponse:
    state = state_of(request.user)
    if state is None:
        return render(request, "network/proposals/no_delegation.html")
    of_state = Appointment.objects.not_ended().filter(state=state)
    named = truncated(of_state.with_people().prefetch_related("successors"))
    waiting = truncated(Proposal.objects.shown_to_delegation(state).open().with_all())
    context = {
        "state": state,
        "nominated": [each for each in waiting if each.kind == ProposalKind.NOMINATE],
        "nominated_status": AppointmentStatus.NOMINATED,
        "named": named,
        "rows": [_row(each, waiting) for each in named],
        "missing": missing_of(named),
        "proposals": truncated(Proposal.objects.shown_to_delegation(state).with_all(), LATEST),
    }
    return render(request, "network/proposals/delegation.html", context)


@dataclass(frozen=True)
class FocalPointRow:
    """A focal point of the State, with what was requested about it and waits, and what may be requested."""

    appointment: Appointment
    is_confirmed: bool
    end: Proposal | None
    correction: Proposal | None
    scan_url: str
    links: list[Action]


def _row(appointment: Appointment, waiting: list[Proposal]) -> FocalPointRow:
    end = next((each for each in waiting if _asks_end(each, appointment)), None)
    correction = next((each for each in waiting if _asks_correction(each, appointment.person)), None)
    scan_url = reverse("network:instrument", args=[appointment.pk]) if appointment.instrument_file else ""
    links = [*_end_links(appointment, end), *_correction_links(appointment, correction)]
    return FocalPointRow(appointment, appointment.person.is_confirmed(), end, correction, scan_url, links)


def _end_links(appointment: Appointment, end: Proposal | None) -> Iterator[Action]:
    """A focal point's own word does not keep the delegation from requesting the end itself."""
    if end:
        yield Action(_waiting(_("End requested on %(day)s"), end), end.get_absolute_url())
    if end is None or end.origin != Origin.DELEGATION:
        yield Action(_("End"), reverse("network:proposals:ask_end", args=[appointment.pk]))


def _correction_links(appointment: Appointment, correction: Proposal | None) -> Iterator[Action]:
    person = appointment.person
    if correction:
        yield Action(
            _waiting(_("Correction requested on %(day)s"), correction), correction.get_absolute_url()
        )
    elif person.state_id == appointment.state_id:
        yield Action(_("Correction"), reverse("network:proposals:ask_correction", args=[person.key]))


def _waiting(sentence: str, proposal: Proposal) -> str:
    return sentence % {"day": date_format(timezone.localtime(proposal.submitted_at), "j F")}


def _asks_end(proposal: Proposal, appointment: Appointment) -> bool:
    return proposal.kind == ProposalKind.END and proposal.appointment_id == appointment.pk


def _asks_correction(proposal: Proposal, person: Person) -> bool:
    return proposal.kind == ProposalKind.CORRECT and proposal.person_id == person.pk


@allow(DELEGATIONS, "GET", "POST")
def nominate(request: HttpRequest) -> HttpResponse:
    state, by = own_state(request), signed_in(request)
    form = NominationForm(request.POST or None, request.FILES or None, state=state)

    def submit() -> Proposal:
        return requests.nominate(state.pk, form.nomination(), form.filing(by))

    return _answer(request, form, submit, {"title": NOMINATE, "next": BY_TWO, "state": state})


@allow(DELEGATIONS, "GET", "POST")
def end(request: HttpRequest, key: int) -> HttpResponse:
    state, by = own_state(request), signed_in(request)
    appointment = get_object_or_404(_appointments(state), pk=key)
    form = AskEndForm(request.POST or None, request.FILES or None, appointment=appointment)

    def submit() -> Proposal:
        return requests.request_end(key, form.end(), form.filing(by))

    return _answer(request, form, submit, _about(state, appointment.person, END))


@allow(DELEGATIONS, "GET", "POST")
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    state, by = own_state(request), signed_in(request)
    person = get_object_or_404(_people(state), key=key)
    form = AskCorrectionForm(request.POST or None, instance=person, by=by)

    def submit() -> Proposal:
        revision = form.cleaned_data["revision"]
        return requests.request_correction(person.pk, form.correction(), form.filing(by), revision=revision)

    shown = get_object_or_404(_people(state), key=key)  # the form writes what was typed into its own
    try:
        return _answer(request, form, submit, _about(state, shown, CORRECT))
    except StaleError as stale:
        return both_versions(request, form, stale.row)


def _appointments(state: State) -> Any:
    return Appointment.objects.not_ended().filter(state=state).with_people()


def _people(state: State) -> Any:
    """The officials a delegation speaks of: entries of its State."""
    return Person.objects.kept().filter(state=state).select_related("state", "agency", "user")


def _about(state: State, person: Person, title: Promise) -> dict[str, Any]:
    return {"title": title, "next": BY_ONE, "state": state, "person": person}


def _answer(
    request: HttpRequest, form: forms.BaseForm, submit: Callable[[], Proposal], context: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        proposal = submit()
        messages.success(request, _("It is on its way to the secretariat."))
        return redirect(proposal)
    status = 422 if form.is_bound else 200
    return render(request, "network/proposals/delegation_form.html", context | {"form": form}, status=status)
