"""The pages behind the link of both kinds: the three choices of a focal point, and the one button of a check.

GET changes nothing; what a POST does is the value of its button (`act`).
"""

from collections.abc import Callable
from typing import Any

import pghistory
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext

from network.labels import state_in_text
from network.models import Person
from network.rounds.actions.answers import NoLongerAskedError, RoundClosedError
from network.rounds.kinds import kind_of
from network.rounds.models import Addressee, Mailbox
from network.rounds.queries import outstanding
from network.rounds.views.link import closed_page, ended_page
from network.verification import letters
from network.verification.actions import answers
from network.verification.actions.addresses import requested_address
from network.verification.actions.statements import confirm_statement, report_change
from network.verification.forms import LeavingForm, LinkContactForm, ReportForm
from network.verification.models import Answer, Confirmation, appointment_of
from network.verification.statements import Statement, statements_due
from nfp_portal.links.views import ORIGIN, frame, path_in_language
from nfp_portal.revisions.forms import parse_revision
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.letters import written_day

Asked = tuple[Statement, ReportForm]
Act = Callable[[HttpRequest, Mailbox], HttpResponse | None]


def verification(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    acts: dict[str, Act] = {
        "confirm": _confirm,
        "change": _change,
        "leave": _leave,
        "still_true": _still_true,
        "has_changed": _has_changed,
    }
    return _page_or_act(request, mailbox, acts, _choices)


def check(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    return _page_or_act(request, mailbox, {"here": _here}, _button)


def _page_or_act(
    request: HttpRequest,
    mailbox: Mailbox,
    acts: dict[str, Act],
    page: Callable[[HttpRequest, Mailbox], HttpResponse],
) -> HttpResponse:
    act = acts.get(request.POST.get("act", ""))
    if act is not None:
        return _done(request, mailbox, act)
    if mailbox.addressee.is_answered and request.method != "POST" and "again" not in request.GET:
        return _thanks(request, mailbox)
    return page(request, mailbox)


def _done(request: HttpRequest, mailbox: Mailbox, act: Act) -> HttpResponse:
    try:
        with pghistory.context(**ORIGIN):
            invalid = act(request, mailbox)
    except StaleError as stale:
        return _stale(request, mailbox, stale.row)
    except RoundClosedError:
        return closed_page(request)
    except NoLongerAskedError:
        return ended_page(request, mailbox.addressee)
    return invalid or redirect(path_in_language(request))


def _choices(request: HttpRequest, mailbox: Mailbox, status: int = 200, **more: Any) -> HttpResponse:
    """Show the entry and what one answers; `more` are forms that were sent, or what became of them."""
    row = mailbox.addressee
    _as_requested(row.person)
    facts, labels = letters.facts_of(row), letters.labels()
    context = frame(request) | {
        "row": row,
        "state": state_in_text(_state(row)),
        "closes": letters.closing(row.round),
        "facts": [(labels[name], facts[name]) for name in letters.FACTS],
        "change_form": _change_form(row),
        "leaving_form": _leaving_form(row),
        "statements": _statements(row, more.get("report_form")),
        "is_noted": "noted" in request.GET and not more,
    }
    return render(request, "network/verification/link.html", context | more, status=status)


def _state(row: Addressee) -> Any:
    return row.represents


def _button(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    context = frame(request) | {"closes": letters.closing(mailbox.addressee.round)}
    return render(request, "network/verification/check.html", context)


def _change_form(row: Addressee, typed: Any = None) -> LinkContactForm:
    entry = Person.objects.get(pk=row.person_id or 0) if typed is not None else row.person
    return LinkContactForm(typed, instance=_as_requested(entry))


def _as_requested(entry: Any) -> Any:
    """The entry with the address it asks for, as if it had it: see `verification.actions.addresses`."""
    entry.email = requested_address(entry.pk) or entry.email
    return entry


def _leaving_form(row: Addressee, typed: Any = None) -> LeavingForm:
    appointment = appointment_of(row)
    return LeavingForm(typed, began=appointment.starts_on if appointment else None)


def _confirm(request: HttpRequest, mailbox: Mailbox) -> HttpResponse | None:
    answers.confirm(mailbox.addressee.key, revision=parse_revision(request.POST.get("revision", "")) or 0)
    return None


def _change(request: HttpRequest, mailbox: Mailbox) -> HttpResponse | None:
    form = _change_form(mailbox.addressee, request.POST)
    if not form.is_valid():
        return _choices(request, mailbox, 422, change_form=form)
    for last_try in (False, True):
        try:
            answers.change(
                mailbox.addressee.key,
                form.changes(),
                revision=form.cleaned_data["revision"],
                language=mailbox.language,
                new_agency=form.agency_to_add(),
            )
        except IntegrityError:  # somebody took the address in the same moment: now it is seen
            if last_try or "email" not in form.changed_data:
                raise
        else:
            break
    return None


def _leave(request: HttpRequest, mailbox: Mailbox) -> HttpResponse | None:
    form = _leaving_form(mailbox.addressee, request.POST)
    if not form.is_valid():
        return _choices(request, mailbox, 422, leaving_form=form)
    answers.leave(mailbox.addressee.key, form.leaving())
    return None


def _still_true(request: HttpRequest, mailbox: Mailbox) -> HttpResponse | None:
    if confirm_statement(mailbox.addressee.key, request.POST.get("statement", "")):
        return _noted(request)
    return _not_noted(request, mailbox)


def _has_changed(request: HttpRequest, mailbox: Mailbox) -> HttpResponse | None:
    reference = request.POST.get("statement", "")
    form = ReportForm(request.POST, prefix=reference)
    if form.is_valid():
        text = form.cleaned_data["text"]
        if report_change(mailbox.addressee.key, reference, text):
            return _noted(request)
        return _not_noted(request, mailbox, text)
    return _page_again(request, mailbox, 422, report_form=form)


def _not_noted(request: HttpRequest, mailbox: Mailbox, text: str = "") -> HttpResponse:
    """Say that a statement was withdrawn meanwhile, with what was typed about it."""
    return _page_again(request, mailbox, 409, is_withdrawn=True, typed=text)


def _page_again(request: HttpRequest, mailbox: Mailbox, status: int, **more: Any) -> HttpResponse:
    page = _thanks if mailbox.addressee.is_answered else _choices
    return page(request, mailbox, status, **more)


def _noted(request: HttpRequest) -> HttpResponse:
    address = path_in_language(request)
    return redirect(f"{address}{'&' if '?' in address else '?'}noted")


def _statements(row: Addressee, bound: ReportForm | None = None) -> list[tuple[str, list[Asked]]]:
    """Return what of the State is asked about under its headings, each with the form of what has changed."""
    return [
        (heading, [(each, _report_form(each, bound)) for each in statements])
        for heading, statements in statements_due(_state(row), row.round)
    ]


def _report_form(statement: Statement, bound: ReportForm | None) -> ReportForm:
    return bound if bound and bound.prefix == statement.reference else ReportForm(prefix=statement.reference)


def _here(request: HttpRequest, mailbox: Mailbox) -> HttpResponse | None:
    answers.answer_check(mailbox.addressee.key)
    return None


def _thanks(request: HttpRequest, mailbox: Mailbox, status: int = 200, **more: Any) -> HttpResponse:
    row = mailbox.addressee
    answer = Confirmation.objects.filter(addressee=row).first()
    context = frame(request) | {
        "recorded": _recorded(row, answer),
        "may_answer_again": answer is not None,
        "next_on": "" if answer and answer.answer == Answer.LEFT else _next_on(row),
        "also_waiting": _also_waiting(mailbox),
        "statements": _statements(row, more.get("report_form")) if answer else [],
        "is_noted": "noted" in request.GET and not more,
    }
    return render(request, "network/verification/thanks.html", context | more, status=status)


def _next_on(row: Addressee) -> str:
    next_on = kind_of(row.round).next_on(row.round)
    return written_day(next_on) if next_on else ""


def _also_waiting(mailbox: Mailbox) -> list[str]:
    """The titles of the other open questions that were mailed to the same person at the same address.

    Their links stay in their own messages: one link opens one question.
    """
    rows = outstanding(Addressee.objects.filter(person=mailbox.addressee.person_id, round__closed_at=None))
    waiting = Mailbox.objects.filter(addressee__in=rows, address=mailbox.address).exclude(address="")
    others = waiting.exclude(addressee=mailbox.addressee).select_related("addressee__round").order_by("pk")
    return [other.addressee.round.title for other in others]


def _recorded(row: Addressee, answer: Confirmation | None) -> list[str]:
    """What was written down, in sentences."""
    when = written_day(timezone.localdate(row.answered_at))
    if answer is None:
        here = pgettext(
            "letter", "Your answer was recorded on %(day)s. Thank you for taking part in the check."
        )
        return [here % {"day": when}]
    last_day = written_day(answer.last_day) if answer.last_day else ""
    sentences = [_sentence(answer.answer) % {"day": when, "last_day": last_day}]
    if not answer.successor:
        return sentences
    successor = pgettext("letter", "As your successor you named %(name)s.")
    return [*sentences, successor % {"name": answer.successor}]


def _sentence(answer: str) -> str:
    return {
        Answer.CONFIRMED: pgettext("letter", "On %(day)s it was recorded that your entry is correct."),
        Answer.CHANGED: pgettext("letter", "On %(day)s your changes were saved and the entry confirmed."),
        Answer.LEFT: pgettext(
            "letter", "On %(day)s it was recorded that you leave the function; last day: %(last_day)s."
        ),
    }[Answer(answer)]


def _stale(request: HttpRequest, mailbox: Mailbox, current: Person) -> HttpResponse:
    """Show what was typed beside what another saved meanwhile; nothing is written."""
    has_typed = request.POST.get("act") != "confirm"
    form = _change_form(mailbox.addressee, request.POST)
    differences = list(form.differences(_as_requested(current))) if has_typed else []
    context = frame(request) | {"differences": differences}
    return render(request, "network/verification/stale.html", context, status=409)
