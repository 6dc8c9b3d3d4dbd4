"""One person's entry: reading it, correcting it, taking a correction back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network import vcards
from network.actions import access, confirmations, contacts, reads
from network.appointment_history import acts_of_person
from network.forms.acts import refused
from network.forms.contacts import ContactForm
from network.history import history_of
from network.models import Person
from network.permissions import may_edit_contact, may_read_history, may_record
from network.sections import Action, PersonPart, parts_of
from network.views.details import body_of, details_of
from network.views.rows import rows_of
from nfp_portal.accounts.access import EDITORS, SIGNED_IN, allow, signed_in
from nfp_portal.audit.views import rate_limited
from nfp_portal.database.truncated import truncated
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.history import undo_button
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.downloads import attachment
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50


def _person(key: UUID) -> Person:
    people = Person.objects.select_related("agency", "organisation", "state")
    return get_object_or_404(people.kept(), key=key)


def _editable(request: HttpRequest, key: UUID) -> Person:
    person = _person(key)
    if not may_edit_contact(request.user, person):
        raise Http404
    return person


@allow(SIGNED_IN)
@rate_limited
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    merged = Person.objects.filter(key=key).exclude(merged_into=None).select_related("merged_into").first()
    if merged and merged.merged_into:
        return redirect(merged.merged_into, permanent=True)
    shown = _person(key)
    reads.record_read(shown, by=signed_in(request))
    return _entry(request, shown)


def _entry(request: HttpRequest, shown: Person) -> HttpResponse:
    reader, records = request.user, may_record(request.user)
    parts = parts_of(shown, reader)
    appointments = truncated(shown.appointments.select_related("state", "person"))
    record_url = reverse("network:record", args=[shown.state.iso2]) if records and shown.state else ""
    context = {
        "person": shown,
        "parts": parts,
        "actions": _actions(request, shown, parts),
        "body": body_of(shown),
        "details": list(details_of(shown, reader)),
        "appointments": appointments,
        "rows": rows_of(appointments, reader, may_record=records),
        "record_url": record_url and f"{record_url}?person={shown.key}",
        "memberships": truncated(shown.memberships.select_related("network")),
        "merged": truncated(shown.merged.all()),
        "may_edit": may_edit_contact(reader, shown),
        **(_histories(request, shown) if may_read_history(reader, shown) else {}),
    }
    return render(request, "network/person.html", context)


def _actions(request: HttpRequest, shown: Person, parts: list[PersonPart]) -> list[Action]:
    """The buttons at the head of an entry; an open question makes confirming the first of them."""
    actions = [action for part in parts for action in part.actions]
    if may_edit_contact(request.user, shown):
        is_asked = any(part.asks_to_confirm for part in parts)
        own = shown.user_id == request.user.pk
        confirm_url, edit_url = (reverse(f"network:{name}", args=[shown.key]) for name in ("confirm", "edit"))
        actions[:0] = [
            Action(_("All still correct"), confirm_url, is_asked, posts=True, revision=shown.revision),
            Action(_("Change my entry") if own else _("Change this entry"), edit_url, not is_asked),
        ]
    if may_record(request.user):
        actions += _staff_actions(shown)
    return [*actions, Action(_("vCard"), reverse("network:card", args=[shown.key]))]


def _staff_actions(shown: Person) -> Iterator[Action]:
    if shown.user is None or not shown.user.is_active:
        yield Action(_("Invite to the portal"), reverse("network:invite", args=[shown.key]), posts=True)
    yield Action(_("Merge with another entry"), reverse("network:choose_duplicate", args=[shown.key]))


def _histories(request: HttpRequest, shown: Person) -> dict[str, Any]:
    """What became of the entry and its appointments; the entry's changes page by page."""
    page = paginate(request.GET, history_of(shown), ON_A_PAGE)
    steps = list(page.object_list)
    if steps and steps[0].revision == shown.revision and may_edit_contact(request.user, shown):
        undo_url = reverse("network:undo", args=[shown.key, shown.revision])
        steps[0] = replace(steps[0], offered=undo_button(undo_url))
    return {"acts": acts_of_person(shown), "history": steps, "page": page}


@allow(SIGNED_IN)
@rate_limited
def card(request: HttpRequest, key: UUID) -> HttpResponse:
    """One entry for an address book: what its page shows, so it asks for no more than the page."""
    shown = _person(key)
    reads.record_read(shown, by=signed_in(request))
    return attachment(
        vcards.vcard(shown, reader=request.user).encode(), vcards.CONTENT_TYPE, f"{shown.key}.vcf"
    )


@allow(SIGNED_IN)
def me(request: HttpRequest) -> HttpResponse:
    own = (
        Person.objects.filter(user=request.user.pk).select_related("agency", "organisation", "state").first()
    )
    if own is None:
        return render(request, "network/no_entry.html")
    return _entry(request, own)


@allow(SIGNED_IN, "GET", "POST")
@rate_limited
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    edited = _editable(request, key)
    form = ContactForm(request.POST or None, instance=_person(key))
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, form, edited)
    try:
        saved = _save(form, edited, reviewed=may_record(request.user))
    except StaleError as stale:
        reads.record_read(edited, by=signed_in(request))
        return both_versions(request, form, stale.row)
    except IntegrityError as error:  # somebody took the address in the same moment
        refused(form, error)
        return _edit_page(request, form, edited)
    return _saved(request, saved)


def _edit_page(request: HttpRequest, form: ContactForm, edited: Person) -> HttpResponse:
    """The entry to correct; opening it is reading it. What was typed well is saved whatever was read."""
    reads.record_read(edited, by=signed_in(request))
    status = 422 if form.is_bound else 200
    return render(request, "network/person_edit.html", {"form": form, "person": edited}, status=status)


def _save(form: ContactForm, edited: Person, *, reviewed: bool) -> Person:
    changes, new_agency = form.changes(), form.agency_to_add()
    if not changes and not new_agency:
        return edited
    new_agency = new_agency._replace(reviewed=reviewed) if new_agency else None
    revision = form.cleaned_data["revision"]
    return contacts.update_contact(edited.pk, changes, revision=revision, new_agency=new_agency)


def _saved(request: HttpRequest, saved: Person) -> HttpResponse:
    undo = reverse("network:undo", args=[saved.key, saved.revision])
    messages.success(request, _("Saved."), extra_tags=f"undo:{undo}")
    return redirect("network:me" if saved.user_id == request.user.pk else saved)


@allow(SIGNED_IN, "POST")
def undo(request: HttpRequest, key: UUID, revision: int) -> HttpResponse:
    edited = _editable(request, key)
    try:
        contacts.undo_change(edited.pk, revision=revision)
    except StaleError:
        messages.error(request, _("Another change followed: open the entry and correct it there."))
    except contacts.AddressGivenAwayError:
        messages.error(request, _("The former e-mail address belongs to another entry by now."))
    else:
        messages.success(request, _("Taken back."))
    return redirect("network:me" if edited.user_id == request.user.pk else edited)


@allow(SIGNED_IN, "POST")
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm the entry as the page showed it; one that changed since is to be looked at again."""
    edited = _editable(request, key)
    seen = parse_revision(request.POST.get("revision", "")) or 0
    try:
        confirmed = confirmations.confirm(edited.pk, revision=seen, by=signed_in(request))
    except StaleError as stale:
        if not _is_repeated(stale.row, seen):
            messages.error(
                request, _("This entry changed meanwhile: look at it again before you confirm it.")
            )
        return redirect("network:me" if edited.user_id == request.user.pk else edited)
    if not confirmed.message:
        return _saved(request, confirmed.person)
    messages.success(request, confirmed.message)
    return redirect(_where_from(request, edited))


def _where_from(request: HttpRequest, edited: Person) -> Any:
    """Back home for who confirmed there, else to the entry."""
    if edited.user_id != request.user.pk:
        return edited
    return "home" if request.POST.get("from") == "home" else "network:me"


def _is_repeated(confirmed: Person, seen: int) -> bool:
    """Whether the one change since was this very press."""
    return confirmed.revision == seen + 1 and confirmed.confirmed_on == timezone.localdate()


@allow(EDITORS, "POST")
def invite(request: HttpRequest, key: UUID) -> HttpResponse:
    invited = _person(key)
    if not invited.email:
        messages.error(request, _("Enter an e-mail address first."))
        return redirect(invited)
    try:
        access.invite_focal_point(invited.pk, by=signed_in(request))
    except access.AddressTakenError:
        messages.error(request, _("This address signs somebody else in: correct the entry's e-mail first."))
    except access.NotAppointedError:
        messages.error(request, _("This person's appointment has ended: record a new one first."))
    else:
        messages.success(request, _("The invitation is on its way."))
    return redirect(invited)
