"""A person's parts in other networks: added, ended, struck out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.actions import memberships
from network.forms.memberships import EndMembershipForm, MembershipForm, StrikeMembershipForm
from network.models import Membership, Person
from network.permissions import may_edit_contact
from nfp_portal.accounts.access import SIGNED_IN, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


def _editable(request: HttpRequest, key: UUID) -> Person:
    person = get_object_or_404(Person.objects.kept(), key=key)
    if not may_edit_contact(request.user, person):
        raise Http404
    return person


def _membership(request: HttpRequest, key: UUID, number: int) -> Membership:
    person = _editable(request, key)
    return get_object_or_404(person.memberships.select_related("network", "person"), pk=number)


@allow(SIGNED_IN, "GET", "POST")
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    person = _editable(request, key)
    form = MembershipForm(request.POST if request.method == "POST" else None, person=person)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "network/membership.html", {"form": form, "person": person}, status=status)
    cleaned = form.cleaned_data
    memberships.join(person, cleaned["network"], cleaned["role"], starts_on=cleaned["starts_on"])
    messages.success(request, _("Saved."))
    return redirect(person)


@allow(SIGNED_IN, "GET", "POST")
def leave(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    membership = _membership(request, key, number)
    form = EndMembershipForm(request.POST if request.method == "POST" else None, instance=membership)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "person": membership.person, "membership": membership}
        return render(request, "network/membership.html", context, status=422 if form.is_bound else 200)
    try:
        memberships.leave(
            membership.pk, on=form.cleaned_data["ends_on"], revision=form.cleaned_data["revision"]
        )
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    messages.success(request, _("Saved."))
    return redirect(membership.person)


@allow(SIGNED_IN, "GET", "POST")
def strike(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    membership = _membership(request, key, number)
    form = StrikeMembershipForm(request.POST if request.method == "POST" else None, instance=membership)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "membership": membership}
        return render(
            request, "network/membership_strike.html", context, status=422 if form.is_bound else 200
        )
    try:
        memberships.strike(membership.pk, revision=form.cleaned_data["revision"])
    except StaleError:
        messages.error(request, _("This role changed meanwhile: look at it again before you take it out."))
        return redirect("network:strike", key, number)
    messages.success(request, _("Removed."))
    return redirect(membership.person)
