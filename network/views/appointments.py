"""Editors write the acts of States into the record; each form is one act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions import appointments as acts
from network.actions.access import closed_accounts, reopen_accounts, settle_access
from network.actions.undoing import undo_act
from network.forms.acts import REFUSED, message_of, refused
from network.forms.appointments import CorrectForm, EndForm, FirstContactForm, HandOverForm, RecordForm
from network.models import Appointment, EndReason, Person, State
from network.models.directory_entries import find_people
from network.permissions import may_see_instrument
from network.views.lookups import appointment_of
from nfp_portal.accounts.access import EDITORS, SECRETARIAT, allow, signed_in
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.forms import RevisedForm
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.downloads import stored_file
from nfp_portal.ui.search import search_query

MOST_PEOPLE = 20

END = gettext_lazy("End the appointment")
HAND_OVER = gettext_lazy("Hand over to a successor")
CORRECT = gettext_lazy("Correct the appointment")
FIRST_CONTACT = gettext_lazy("Change the first contact")


@allow(EDITORS, "GET", "POST")
def record(request: HttpRequest, iso2: str) -> HttpResponse:
    """Record who speaks for a State: an entry found by search (`?person=`), or a new one."""
    state = get_object_or_404(State.objects.participating(), iso2=iso2)
    person = _chosen(request)
    form = RecordForm(request.POST or None, request.FILES or None, state=state, person=person)

    def act() -> Appointment:
        return acts.record_appointment(state.pk, form.nominee(), form.facts())

    context = {"form": form, "state": state, "person": person, "title": _("Record an appointment")}
    return _answer(request, form, act, context | _search(request, reverse("network:record", args=[iso2])))


@allow(EDITORS, "GET", "POST")
def end(request: HttpRequest, key: int) -> HttpResponse:
    appointment = appointment_of(key)
    if appointment.ends_on is not None:
        messages.info(request, _("The end is recorded already: correct it here if it is wrong."))
        return redirect("network:correct_appointment", key)
    form = EndForm(request.POST or None, appointment=appointment)

    def act() -> Appointment:
        cleaned = form.cleaned_data
        reason, revision = EndReason(cleaned["end_reason"]), cleaned["revision"]
        return acts.end_appointment(key, on=cleaned["ends_on"], reason=reason, revision=revision)

    return _answer(request, form, act, _context(form, appointment, END, danger=True))


@allow(EDITORS, "GET", "POST")
def hand_over(request: HttpRequest, key: int) -> HttpResponse:
    appointment, person = appointment_of(key), _chosen(request)
    form = HandOverForm(request.POST or None, request.FILES or None, appointment=appointment, person=person)

    def act() -> Appointment:
        last, revision = form.cleaned_data["predecessor_ends_on"], form.cleaned_data["revision"]
        return acts.hand_over(key, form.nominee(), form.facts(), on=last, revision=revision)

    context = _context(form, appointment, HAND_OVER) | {"person": person}
    return _answer(request, form, act, context | _search(request, reverse("network:hand_over", args=[key])))


@allow(EDITORS, "GET", "POST")
def correct(request: HttpRequest, key: int) -> HttpResponse:
    appointment = appointment_of(key)
    form = CorrectForm(request.POST or None, request.FILES or None, appointment=appointment)

    def act() -> Appointment:
        return acts.correct_appointment(key, form.changes(), revision=form.cleaned_data["revision"])

    return _answer(request, form, act, _context(form, appointment, CORRECT))


@allow(EDITORS, "GET", "POST")
def first_contact(request: HttpRequest, key: int) -> HttpResponse:
    appointment = appointment_of(key)
    form = FirstContactForm(request.POST or None, appointment=appointment)

    def act() -> Appointment:
        cleaned = form.cleaned_data
        return acts.make_first_contact(key, on=cleaned["primary_from"], revision=cleaned["revision"])

    return _answer(request, form, act, _context(form, appointment, FIRST_CONTACT))


@allow(EDITORS, "POST")
def undo(request: HttpRequest, key: int, revision: int) -> HttpResponse:
    appointment = appointment_of(key)
    out = closed_accounts(appointments__state=appointment.state)
    try:
        staying = undo_act(appointment.pk, revision=revision)
    except StaleError:
        messages.error(request, _("Another act followed: correct the appointment instead."))
    except REFUSED as error:
        messages.error(request, message_of(error))
    else:
        messages.success(request, _("Taken back."))
        for person in staying:
            messages.info(request, _stays(person))
        _settle(request, out)
    return redirect(appointment.state)


def _stays(person: Person) -> str:
    """Tell of an entry the act made that something else has come to since."""
    link = format_html('<a href="{}">{}</a>', person.get_absolute_url(), person)
    return format_html(_("The entry of {} stays: something else was recorded of it since."), link)


@allow(SECRETARIAT | {Role.DELEGATION})
def instrument(request: HttpRequest, key: int) -> FileResponse:
    """The scan of the act, for the secretariat and the State's own delegation; it is saved, never shown."""
    appointment = appointment_of(key)
    if not may_see_instrument(request.user, appointment.state) or not appointment.instrument_file:
        raise Http404
    name = appointment.instrument_file_name or "instrument"
    return stored_file(appointment.instrument_file, name)


def _context(
    form: forms.Form, appointment: Appointment, title: Promise, *, danger: bool = False
) -> dict[str, Any]:
    return {
        "form": form,
        "appointment": appointment,
        "state": appointment.state,
        "title": title,
        "danger": danger,
    }


def _answer(
    request: HttpRequest, form: forms.Form, act: Callable[[], Appointment], context: dict[str, Any]
) -> HttpResponse:
    """Do the act of a valid form, or show the form with what stands in its way."""
    if request.method == "POST" and form.is_valid():
        out = closed_accounts(appointments__state=context["state"])
        try:
            done = act()
        except StaleError as stale:
            assert isinstance(form, RevisedForm)  # noqa: S101 - a form of no row is never stale
            return both_versions(request, form, stale.row)
        except acts.AlreadyEndedError:
            return redirect("network:correct_appointment", context["appointment"].pk)
        except REFUSED as error:
            refused(form, error)
        else:
            _settle(request, out)
            return _saved(request, done)
    template = "network/appointments/form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _settle(request: HttpRequest, out: list[int]) -> None:
    """Let the access of focal points follow the act; `out` are those who had none any more before it."""
    settle_access()
    for person in reopen_accounts(out, by=signed_in(request)):
        message = _("%(person)s may use the portal again: an invitation is on its way.")
        messages.info(request, message % {"person": person})


def _saved(request: HttpRequest, done: Appointment) -> HttpResponse:
    undo_url = reverse("network:undo_act", args=[done.pk, done.revision])
    messages.success(request, _("Recorded."), extra_tags=f"undo:{undo_url}")
    return redirect(done.state)


def _chosen(request: HttpRequest) -> Person | None:
    """The entry that was found by search, named by its opaque key."""
    key = request.GET.get("person", "")
    if not key:
        return None
    return get_object_or_404(Person.objects.kept().select_related("state"), key=_uuid(key))


def _uuid(written: str) -> str:
    field = forms.UUIDField()
    try:
        return str(field.clean(written))
    except forms.ValidationError as error:
        raise Http404 from error


def _search(request: HttpRequest, address: str) -> dict[str, Any]:
    query = search_query(request)
    people = find_people(query).select_related("state", "agency")[:MOST_PEOPLE] if query else []
    return {"searches": True, "q": query, "people": people, "address": address}
