"""The directory as files and as a list of addresses: of the rows chosen, else of the whole answer.

Each asks for a fresh sign-in and takes a reason (docs/decisions/0010-exports.md).
"""

from collections.abc import Callable
from functools import partial
from typing import Any

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
from network.actions.reads import DIRECTORY
from network.directory import queries
from network.directory.actions import printing
from network.directory.forms import DirectoryFilter
from network.directory.pdf import DirectoryDocument
from network.directory.queries import Entry
from network.directory.views.pages import question_in
from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.audit.views import Export, export
from nfp_portal.renderings import views as renderings
from nfp_portal.ui.downloads import attachment, sheet


def _question(request: HttpRequest) -> dict[str, Any]:
    form = DirectoryFilter(request.GET, reader=request.user)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _export(request: HttpRequest, kind: str, file: Callable[[dict[str, Any]], HttpResponseBase]) -> Export:
    """The answer to the question of the address as a file, which `file` makes."""
    question = _question(request)
    details: dict[str, Any] = {"question": question_in(request).urlencode()}
    if question["only"]:
        details["chosen"] = len(question["only"])
    return Export(DIRECTORY, kind, lambda: file(question), details)


def _entries(request: HttpRequest, question: dict[str, Any]) -> list[Entry]:
    """Return the whole answer, as its reader may see it."""
    return queries.entries(queries.search(question).with_people(), reader=request.user, on=question.get("on"))


@allow(SIGNED_IN)
@export
def vcf(request: HttpRequest) -> Export:
    def file(question: dict[str, Any]) -> HttpResponse:
        entries = _entries(request, question)
        content = "".join(vcards.vcard(entry.person, reader=request.user) for entry in entries)
        return attachment(content.encode(), vcards.CONTENT_TYPE, f"{_name(question)}.vcf")

    return _export(request, "vcf", file)


@allow(SIGNED_IN)
@export
def csv(request: HttpRequest) -> Export:
    return _export(request, "csv", partial(_sheet, request, "csv"))


@allow(SIGNED_IN)
@export
def xlsx(request: HttpRequest) -> Export:
    return _export(request, "xlsx", partial(_sheet, request, "xlsx"))


def _sheet(request: HttpRequest, kind: str, question: dict[str, Any]) -> HttpResponse:
    rows = queries.rows(_entries(request, question))
    return sheet(kind, queries.HEAD, rows, name=_name(question), title=f"Focal points {_day(question)}")


def _day(question: dict[str, Any]) -> Any:
    return question.get("on") or timezone.localdate()


def _name(question: dict[str, Any]) -> str:
    return f"focal-points-{_day(question)}"


@allow(SIGNED_IN)
@export
def addresses(request: HttpRequest) -> Export:
    """The e-mail addresses the reader may know: for a script to copy, or on a page to copy by hand."""
    return _export(request, "addresses", partial(_addresses, request))


def _addresses(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    entries = _entries(request, question)
    emails = queries.addresses(entries)
    number = {"number": len(emails)}
    if request.headers.get("Accept") == "application/json":
        copied = ngettext("%(number)d address copied", "%(number)d addresses copied", len(emails)) % number
        return JsonResponse({"text": "; ".join(emails), "copied": copied})
    context = {"addresses": emails, "people": len(entries), "question": question_in(request).urlencode()}
    return render(request, "network/directory/addresses.html", context)


@allow(SIGNED_IN)
@export
def pdf(request: HttpRequest) -> Export:
    """The printed directory of this reader: rendered by a worker, then served while nothing changes."""
    return _export(request, "pdf", partial(_pdf, request))


def _pdf(request: HttpRequest, question: dict[str, Any]) -> HttpResponseBase:
    if queries.count(queries.search(question)) > queries.COUNTED_UP_TO:
        return render(
            request, "network/directory/too_many_to_print.html", {"most": queries.COUNTED_UP_TO}, status=422
        )
    reader = signed_in(request)
    document = DirectoryDocument(question, reader, by_name=request.GET.get("order") == "name")
    printing.expect_quota(document, by=reader)
    return renderings.pdf(request, document, f"{_name(question)}.pdf")
