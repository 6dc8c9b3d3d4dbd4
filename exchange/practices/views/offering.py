"""A State offers a practice, rewords it, withdraws it, says that it is still true; others use it too."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.permissions import CONTRIBUTORS, FOCAL_POINTS_ALONE, may_edit, own_states
from exchange.practices import actions
from exchange.practices.forms import EditorsPracticeForm, PracticeForm, ReportedChangeForm
from exchange.practices.models import Practice
from exchange.practices.permissions import may_change, may_make_of, may_withdraw
from exchange.practices.prefilling import initial_of
from exchange.practices.views.lookups import practice_of
from exchange.questions.models import Question
from network.models import State
from nfp_portal.accounts.access import allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions

# Digits of a number that fits its column.
LONGEST_NUMBER = 9


@allow(CONTRIBUTORS, "GET", "POST")
def offer(request: HttpRequest) -> HttpResponse:
    """Offer a practice of the own State, editors one of any State; `?question=` makes it of a closed one."""
    form = _form(request, question=_question(request))
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Offer a practice"), "submit": _("Offer it")}
        return _page(request, form, labels | {"cancel_url": reverse("exchange:practices:list")})
    made = actions.offer(form.cleaned_data["key"], form.facts(), by=signed_in(request))
    messages.success(request, _("Offered. The secretariat reads it before others do."))
    return redirect(made)


@allow(CONTRIBUTORS, "GET", "POST")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Reword a practice; what was sent back is offered again by that."""
    shown = practice_of(request, slug)
    if not may_change(request.user, shown, own_states(request.user)):
        raise Http404
    form = _form(request, shown)
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Change the practice"), "cancel_url": shown.get_absolute_url()}
        return _page(request, form, labels | {"remark": shown.remark or shown.reported})
    revision, is_editor = form.cleaned_data["revision"], may_edit(request.user)
    try:
        actions.change(form.stored, form.changes(), revision=revision, is_editor=is_editor)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except actions.PracticeDecidedError:
        return refuse(request, shown)
    text = _("Saved.") if is_editor else _("Saved and offered. The secretariat reads it before others do.")
    messages.success(request, text)
    return redirect(shown)


def _question(request: HttpRequest) -> Question | None:
    """Return the question that the address names. Raises `Http404` for one of which one may make nothing."""
    number = request.GET.get("question")
    if number is None:
        return None
    known = number.isdecimal() and len(number) <= LONGEST_NUMBER
    questions = Question.objects.visible_to(request.user).with_facts()
    question = get_object_or_404(questions, number=number if known else None)
    if not may_make_of(question, request.user):
        raise Http404
    return question


def _form(request: HttpRequest, shown: Practice | None = None, question: Question | None = None) -> Any:
    is_editor = may_edit(request.user)
    states = list(State.objects.order_by("name")) if is_editor else own_states(request.user)
    if not states:
        raise Http404
    form = EditorsPracticeForm if is_editor else PracticeForm
    initial = initial_of(question) if question else {}
    data, files = request.POST or None, request.FILES or None
    return form(data, files, instance=shown, states=states, question=question, initial=initial)


def _page(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "exchange/practices/form.html", context | {"form": form}, status=status)


def refuse(request: HttpRequest, shown: Practice) -> HttpResponse:
    messages.info(request, _("This can no longer be done: something was decided meanwhile."))
    return redirect(shown)


@allow(CONTRIBUTORS, "POST")
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a practice off the list; its State and the secretariat read it still."""
    shown = practice_of(request, slug)
    if not may_withdraw(request.user, shown, own_states(request.user)):
        raise Http404
    actions.withdraw(shown, is_editor=may_edit(request.user))
    undo = reverse("exchange:practices:restore", args=[slug])
    messages.success(request, _("Withdrawn."), extra_tags=f"undo:{undo}")
    return redirect(shown)


@allow(CONTRIBUTORS, "POST")
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a withdrawal back."""
    shown = practice_of(request, slug)
    is_its = shown.state in own_states(request.user) and not shown.is_withdrawn_by_editor
    if not (may_edit(request.user) or is_its):
        raise Http404  # a second click finds it restored
    actions.restore(shown)
    messages.success(request, _("It is what it was before it was withdrawn."))
    return redirect(shown)


@allow(FOCAL_POINTS_ALONE, "POST")
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the own State's practice is still as described."""
    shown = practice_of(request, slug)
    if shown.state not in own_states(request.user):
        raise Http404
    try:
        actions.confirm(shown)
    except actions.PracticeDecidedError:
        return refuse(request, shown)
    messages.success(request, _("Thank you. It is marked as still true."))
    return redirect(shown)


@allow(FOCAL_POINTS_ALONE, "GET", "POST")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what has changed about the own State's practice; the secretariat changes the text."""
    shown = practice_of(request, slug)
    if shown.state not in own_states(request.user):
        raise Http404
    if not shown.is_published:
        return refuse(request, shown)
    form = ReportedChangeForm(request.POST or None, initial={"text": shown.reported})
    if request.method != "POST" or not form.is_valid():
        labels = {"title": _("Report a change"), "submit": _("Report it")}
        return _page(request, form, labels | {"cancel_url": shown.get_absolute_url()})
    actions.report(shown, form.cleaned_data["text"])
    messages.success(request, _("Reported. The secretariat changes the text."))
    return redirect(shown)


@allow(FOCAL_POINTS_ALONE, "POST")
def use(request: HttpRequest, slug: str, iso2: str) -> HttpResponse:
    return _note_use(request, slug, iso2, uses=True)


@allow(FOCAL_POINTS_ALONE, "POST")
def use_no_longer(request: HttpRequest, slug: str, iso2: str) -> HttpResponse:
    return _note_use(request, slug, iso2, uses=False)


def _note_use(request: HttpRequest, slug: str, iso2: str, *, uses: bool) -> HttpResponse:
    """Note that the own State uses it too, or no longer; each is the other's Undo."""
    shown = practice_of(request, slug)
    state = next((each for each in own_states(request.user) if each.iso2 == iso2), None)
    if state is None:
        raise Http404
    try:
        if uses:
            actions.use_too(shown, state, by=signed_in(request))
        else:
            actions.use_no_longer(shown, state)
    except actions.PracticeDecidedError:
        return refuse(request, shown)
    text = _("%(state)s uses it too.") if uses else _("%(state)s uses it no longer.")
    other = reverse(f"exchange:practices:{'use_no_longer' if uses else 'use'}", args=[slug, iso2])
    messages.success(request, text % {"state": state.name}, extra_tags=f"undo:{other}")
    return redirect(shown)
