"""The directory as files and as a list of addresses: of the rows chosen, else of the whole answer.

Each asks for a fresh sign-in and takes a reason (docs/decisions/0010-exports.md).
"""

from typing import Any
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from network import vcards
from network.actions import reading
from network.directory import queries
from network.directory.actions import printing
from network.directory.forms import DirectoryFilter
from network.directory.queries import Entry
from network.directory.views.pages import question_in
from network.views.rate_limits import held_up
from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.audit.views import export, keep_reason, reason_of
from nfp_portal.jobs.models import State
from nfp_portal.renderings.views import printed, under_way
from nfp_portal.ui.downloads import attachment, sheet


def _question(request: HttpRequest) -> dict[str, Any]:
    form = DirectoryFilter(request.GET, reader=request.user)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _entries(request: HttpRequest, question: dict[str, Any], kind: str) -> list[Entry]:
    """The whole answer for this reader; who takes it, and how much of it, is noted."""
    _note(request, question, kind)
    return queries.entries(queries.search(question).with_people(), reader=request.user, on=question.get("on"))


def _note(request: HttpRequest, question: dict[str, Any], kind: str, *, work: UUID | None = None) -> None:
    chosen: dict[str, Any] = {"chosen": len(question["only"])} if question["only"] else {}
    question_asked = question_in(request).urlencode()
    reason = reason_of(request, work)
    reading.note_export(by=signed_in(request), kind=kind, question=question_asked, **chosen, **reason)


@allow(SIGNED_IN)
@held_up
@export
def vcf(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    entries = _entries(request, question, "vcf")
    content = "".join(vcards.vcard(entry.person, reader=request.user) for entry in entries)
    return attachment(content.encode(), vcards.CONTENT_TYPE, f"{_name(question)}.vcf")


@allow(SIGNED_IN)
@held_up
@export
def csv(request: HttpRequest) -> HttpResponse:
    return _sheet(request, "csv")


@allow(SIGNED_IN)
@held_up
@export
def xlsx(request: HttpRequest) -> HttpResponse:
    return _sheet(request, "xlsx")


def _sheet(request: HttpRequest, kind: str) -> HttpResponse:
    question = _question(request)
    rows = queries.rows(_entries(request, question, kind))
    return sheet(kind, queries.HEAD, rows, name=_name(question), title=f"Focal points {_day(question)}")


def _day(question: dict[str, Any]) -> Any:
    return question.get("on") or timezone.localdate()


def _name(question: dict[str, Any]) -> str:
    return f"focal-points-{_day(question)}"


@allow(SIGNED_IN)
@held_up
@export
def addresses(request: HttpRequest) -> HttpResponse:
    """The e-mail addresses the reader may know: for a script to copy, or on a page to copy by hand."""
    entries = _entries(request, _question(request), "addresses")
    emails = queries.addresses(entries)
    number = {"number": len(emails)}
    if request.headers.get("Accept") == "application/json":
        copied = ngettext("%(number)d address copied", "%(number)d addresses copied", len(emails)) % number
        return JsonResponse({"text": "; ".join(emails), "copied": copied})
    context = {"addresses": emails, "people": len(entries), "question": question_in(request).urlencode()}
    return render(request, "network/directory/addresses.html", context)


@allow(SIGNED_IN)
@held_up
@export
def pdf(request: HttpRequest) -> HttpResponseBase:
    """The printed directory of this reader: made by a worker, then served as long as nothing changes."""
    reading.hold_up(by=signed_in(request))
    question = _question(request)
    by_name = request.GET.get("order") == "name"
    if queries.count(queries.search(question)) > queries.COUNTED_UP_TO:
        return render(
            request, "network/directory/too_many_to_print.html", {"most": queries.COUNTED_UP_TO}, status=422
        )
    job = printing.request(question, by=signed_in(request), by_name=by_name)
    if job.state != State.DONE:
        keep_reason(request, job.key)
        return under_way(request, job)
    _note(request, question, "pdf", work=job.key)
    return printed(request, job, f"{_name(question)}.pdf")
