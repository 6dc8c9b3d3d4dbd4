"""The page behind a confirmation link: no password, no session, in the person's own language.

GET changes nothing, for mail scanners open every link; POST acts. Every answer forbids to be kept, to be
indexed and to tell other hosts its address, for the address is the proof.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import pghistory
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.html import format_html

from network import delivery
from network.actions import rounds
from network.actions.rounds.addresses import address_asked_for
from network.actions.rounds.answers import is_in_force
from network.actions.rounds.leaving import appointment_of
from network.forms.rounds import LeavingForm, LinkContactForm
from network.models import Confirmation, Person
from network.verification.links import key_in
from network.verification.wording import DEFAULT, LANGUAGES, day_in, known, words
from nfp_portal.accounts.access import ANYONE, allow
from nfp_portal.revisions.forms import revision_in
from nfp_portal.revisions.stale import StaleError

HEADERS = {
    "Cache-Control": "no-store, private",
    # Nothing to other hosts. "no-referrer" would make browsers hide the form's origin from our own check.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
GAP = re.compile(r"%\((\w+)\)s")
# What history keeps instead of the address.
ORIGIN = {"origin": "link", "path": "/confirm/…", "user": None}

View = Callable[..., HttpResponse]


def _guarded(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return guarded


@allow(ANYONE, "GET", "POST")
@_guarded
def answer(request: HttpRequest, token: str) -> HttpResponse:
    row = _row(token)
    with translation.override(_language(request, row)):
        if row is None:
            return _said(request, "unknown", 404)
        if not row.round.is_open:
            return _said(request, "closed", 410)
        if not is_in_force(row):
            return _said(request, "ended", 410)
        return _act(request, row) if request.method == "POST" else _ask(request, row)


def _row(token: str) -> Confirmation | None:
    key = key_in(token)
    rows = Confirmation.objects.select_related(
        "round", "person__agency", "person__organisation", "state", "appointment"
    )
    row = rows.filter(key=key).first() if key else None
    if row is None or row.person.merged_into_id is None:
        return row
    # Both entries of one person were asked: the link of the merged one leads to the kept one's question.
    kept = rows.filter(round=row.round_id, person=row.person.merged_into_id)
    return kept.first() or row


def _language(request: HttpRequest, row: Confirmation | None) -> str:
    """The language asked for in the address, else that of the letter, else that of the browser."""
    if (asked := request.GET.get("in", "")) in LANGUAGES:
        return asked
    return known(row.language if row else getattr(request, "chosen_language", ""))


def _said(request: HttpRequest, what: str, status: int) -> HttpResponse:
    language = translation.get_language() or ""
    context = _frame(language) | {"said": words(language)[what]}
    return render(request, "network/rounds/link_said.html", context, status=status)


def _frame(language: str) -> dict[str, Any]:
    told = words(language)
    return {
        "w": told,
        "language": language,
        "languages": [(code, translation.get_language_info(code)["name_local"]) for code in LANGUAGES],
        "help": told["page"]["help"] % {"address": settings.HELP_ADDRESS},
    }


def _ask(request: HttpRequest, row: Confirmation) -> HttpResponse:
    if row.is_answered and "again" not in request.GET:
        return _thanks(request, row)
    return _page(request, row)


def _page(request: HttpRequest, row: Confirmation, **bound: Any) -> HttpResponse:
    language = translation.get_language() or ""
    told = words(language)
    closes = {"closes": delivery.closing_words(row.round, language)}
    _as_asked(row.person)
    lede = told["here" if row.round.is_check else "page"]["lede"]
    facts = delivery.facts_of(row, language)
    context = _frame(language) | {
        "row": row,
        "lede": format_html(GAP.sub(r"{\1}", lede), state=_place(row, language), **closes),
        "facts": [(told["facts"][name], _fact(name, facts[name], language)) for name in delivery.FACTS],
        "change_form": bound.get("change") or _change_form(row, language),
        "leaving_form": bound.get("left") or _leaving_form(row, language),
    }
    template = "network/rounds/link_check.html" if row.round.is_check else "network/rounds/link.html"
    return render(request, template, context, status=422 if bound else 200)


def _place(row: Confirmation, language: str) -> str:
    return _fact("state", delivery.state_in_text(language, row.state), language)


def _fact(name: str, value: str, language: str) -> str:
    """A fact of the entry; a State's name that is not recorded in the language says which it is in."""
    is_foreign = name == "state" and delivery.language_of_states(language) != language
    return format_html('<span lang="{}">{}</span>', DEFAULT, value) if is_foreign else value


def _change_form(row: Confirmation, language: str, typed: Any = None) -> LinkContactForm:
    entry = _as_asked(Person.objects.get(pk=row.person_id) if typed is not None else row.person)
    return LinkContactForm(typed, instance=entry, language=language)


def _as_asked(entry: Person) -> Person:
    """The entry with the address it asks for, as if it had it: see `network.actions.rounds.addresses`."""
    entry.email = address_asked_for(entry.pk) or entry.email
    return entry


def _leaving_form(row: Confirmation, language: str, typed: Any = None) -> LeavingForm:
    appointment = appointment_of(row)
    return LeavingForm(typed, language=language, began=appointment.starts_on if appointment else None)


def _thanks(request: HttpRequest, row: Confirmation) -> HttpResponse:
    language = translation.get_language() or ""
    context = _frame(language) | {
        "recorded": recorded(row, language),
        "may_answer_again": not row.round.is_check,
    }
    return render(request, "network/rounds/link_thanks.html", context)


def recorded(row: Confirmation, language: str) -> list[str]:
    """What was written down, in sentences."""
    told = words(language)["thanks"]
    when = delivery.day_of_answer(row, language)
    if row.round.is_check:
        return [told["here"] % {"day": when}]
    last_day = day_in(language, row.last_day) if row.last_day else ""
    sentences = [told[row.answer] % {"day": when, "last_day": last_day}]
    return [*sentences, told["successor"] % {"name": row.successor}] if row.successor else sentences


def _act(request: HttpRequest, row: Confirmation) -> HttpResponse:
    act = ACTS.get(request.POST.get("act", ""))
    if act is None or (act is _here) != row.round.is_check:
        return _page(request, row)
    try:
        with pghistory.context(**ORIGIN):
            invalid = act(request, row)
    except StaleError as stale:
        return _stale(request, row, stale.row)
    except rounds.RoundClosedError:
        return _said(request, "closed", 410)
    except rounds.AppointmentEndedError:
        return _said(request, "ended", 410)
    return invalid or redirect(_here_again(request))


def _here_again(request: HttpRequest) -> str:
    language = request.GET.get("in", "")
    return f"{request.path}?in={language}" if language in LANGUAGES else request.path


def _confirm(request: HttpRequest, row: Confirmation) -> HttpResponse | None:
    rounds.confirm(row.key, revision=revision_in(request.POST.get("revision", "")) or 0)
    return None


def _change(request: HttpRequest, row: Confirmation) -> HttpResponse | None:
    form = _change_form(row, translation.get_language() or "", request.POST)
    if not form.is_valid():
        return _page(request, row, change=form)
    revision, agency = form.cleaned_data["revision"], form.agency_to_add()
    try:
        rounds.change(row.key, form.changes(), revision=revision, new_agency=agency)
    except IntegrityError:  # somebody took the address in the same moment: now it is seen
        if "email" not in form.changed_data:
            raise
        rounds.change(row.key, form.changes(), revision=revision, new_agency=agency)
    return None


def _leave(request: HttpRequest, row: Confirmation) -> HttpResponse | None:
    form = _leaving_form(row, translation.get_language() or "", request.POST)
    if not form.is_valid():
        return _page(request, row, left=form)
    rounds.leave(row.key, form.leaving())
    return None


def _here(request: HttpRequest, row: Confirmation) -> HttpResponse | None:
    rounds.answer_here(row.key)
    return None


ACTS = {"confirm": _confirm, "change": _change, "leave": _leave, "here": _here}


def _stale(request: HttpRequest, row: Confirmation, current: Person) -> HttpResponse:
    """Show what was typed beside what another saved meanwhile; nothing is written."""
    language = translation.get_language() or ""
    has_typed = request.POST.get("act") != "confirm"
    form = _change_form(row, language, request.POST)
    differences = list(form.differences(_as_asked(current))) if has_typed else []
    context = _frame(language) | {"differences": differences}
    return render(request, "network/rounds/link_stale.html", context, status=409)
