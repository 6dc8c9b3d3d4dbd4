"""Entries that look alike: comparing them, making one of two, telling them apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions import merging
from network.forms.merging import MergeForm, OtherEntryForm
from network.models import Person
from network.models.duplicates import AT_MOST, LookAlike, look_alikes
from network.sections import Action
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError


def _entry(key: UUID) -> Person:
    return get_object_or_404(Person.objects.kept().select_related("state", "agency", "user"), key=key)


@allow(EDITORS)
def duplicates(request: HttpRequest) -> HttpResponse:
    pairs = [_pair(each) for each in look_alikes()]
    return render(request, "network/duplicates.html", {"pairs": pairs, "at_most": AT_MOST})


def _pair(pair: LookAlike) -> dict[str, Any]:
    keys, about = [pair.first.key, pair.second.key], f"{pair.first}, {pair.second}"
    compare, distinct = (reverse(f"network:{name}", args=keys) for name in ("merge", "mark_distinct"))
    return {
        "first": pair.first,
        "second": pair.second,
        "why": pair.why,
        "compare": Action(_("Compare"), compare, about=about),
        "mark_distinct": Action(_("Two people"), distinct, posts=True, about=about),
    }


@allow(EDITORS, "POST")
def mark_distinct(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    one, second = _entry(key), _entry(other)
    if one == second:
        raise Http404
    merging.mark_distinct(one, second, by=signed_in(request))
    message = _("Noted: %(one)s and %(second)s are two people.") % {"one": one, "second": second}
    undo_url = reverse("network:compare_again", args=[one.key, second.key])
    messages.success(request, message, extra_tags=f"undo:{undo_url}")
    return redirect("network:duplicates")


@allow(EDITORS, "POST")
def compare_again(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    merging.compare_again(_entry(key), _entry(other))
    messages.success(request, _("Taken back: the two are compared again."))
    return redirect("network:duplicates")


@allow(EDITORS)
def choose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask with which entry to compare; the answer leads to the comparison."""
    person = _entry(key)
    form = OtherEntryForm(request.GET or None, person=person)
    if form.is_bound and form.is_valid():
        return redirect("network:merge", key=person.key, other=form.cleaned_data["other"].key)
    return render(request, "network/merge_choose.html", {"form": form, "person": person})


@allow(EDITORS, "GET", "POST")
def merge(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    target, duplicate = _entry(key), _entry(other)
    if target == duplicate or target.state != duplicate.state:
        raise Http404
    form = MergeForm(request.POST if request.method == "POST" else None, target=target, duplicate=duplicate)
    if request.method != "POST" or not form.is_valid():
        return _compared(request, form, target, duplicate, status=422 if form.is_bound else 200)
    try:
        merged = merging.merge(
            target.pk, duplicate.pk, taken=form.taken, revisions=form.revisions, by=signed_in(request)
        )
    except StaleError:
        messages.error(request, _("An entry changed meanwhile: nothing was merged, look again."))
        return _compared(
            request, MergeForm(target=_entry(key), duplicate=_entry(other)), target, duplicate, status=409
        )
    except merging.CannotMergeError as error:
        form.add_error(None, str(error))
        return _compared(request, form, target, duplicate, status=422)
    messages.success(request, _("Merged: this is one entry now."))
    return redirect(merged)


def _compared(
    request: HttpRequest, form: MergeForm, target: Person, duplicate: Person, *, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "target": target,
        "duplicate": duplicate,
        "plan": merging.plan(target, duplicate),
    }
    return render(request, "network/merge.html", context, status=status)
