"""The directory of focal points, on the page and as files."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from network import cards
from network import directory as answers
from network.forms.filters import DirectoryFilter
from network.models import DirectoryLine
from network.models.lines import LineQuerySet
from nfp_portal.accounts.access import SIGNED_IN, allow
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.ui import spreadsheets

STEPS = ("after", "before")


@allow(SIGNED_IN)
def directory(request: HttpRequest) -> HttpResponse:
    form = DirectoryFilter(request.GET, reader=request.user)
    question = form.cleaned_data if form.is_valid() else {}
    found = answers.ask(question) if form.is_valid() else DirectoryLine.objects.none()
    context = {"form": form, **_answer(request, found, question)}
    if not _wants_results_alone(request):
        return render(request, "network/directory.html", context)
    part = render(request, "network/directory_results.html", context)
    name, address = _address_of_answer(request)
    part.headers[name] = address
    return part


def _answer(request: HttpRequest, found: LineQuerySet, question: dict[str, Any]) -> dict[str, Any]:
    on = question.get("on")
    page = answers.page_of(found, after=_number(request, "after"), before=_number(request, "before"))
    entries = answers.entries(page.lines, reader=request.user, on=on)
    return {
        "page": page,
        "entries": entries,
        "addresses": [entry.email for entry in entries if entry.email],
        "found": answers.count(found),
        "counted_up_to": answers.COUNTED_UP_TO,
        "on": on,
        "is_past": answers.is_past(on),
        "all_of_day": all(entry.is_of_day for entry in entries),
        "in_force": answers.count(DirectoryLine.objects.in_force(on)),
        "question": _question(request).urlencode(),
    }


def _number(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 18 else None  # noqa: PLR2004 - fits a bigint


def _question(request: HttpRequest) -> QueryDict:
    """What was asked, without the empty fields and the page."""
    question = request.GET.copy()
    for name, values in request.GET.lists():
        question.setlist(name, [value for value in values if value])
        if name in STEPS or not any(values):
            del question[name]
    return question


def _wants_results_alone(request: HttpRequest) -> bool:
    """Whether a script asks while somebody types. Going back asks for the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def _address_of_answer(request: HttpRequest) -> tuple[str, str]:
    """Let the address keep the question. Typing on is no step to go back to; another filter is one."""
    question = _question(request).dict()
    address = f"{reverse('network:directory')}?{urlencode(question)}".rstrip("?")
    before = dict(parse_qsl(urlsplit(request.headers.get("HX-Current-URL", "")).query))
    names = (question.keys() | before.keys()) - {"q", *STEPS}
    is_typed_on = "q" in before and all(question.get(name) == before.get(name) for name in names)
    return ("HX-Replace-Url" if is_typed_on else "HX-Push-Url"), address


@allow(SIGNED_IN)
def directory_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole answer to the question as CSV, XLSX or vCards; who took it is noted."""
    form = DirectoryFilter(request.GET, reader=request.user)
    if not form.is_valid():
        raise Http404
    question = form.cleaned_data
    by = request.user if isinstance(request.user, User) else None
    record(Act.EXPORT, by=by, subject="directory", kind=kind, question=_question(request).urlencode())
    return _as_file(kind, request, question)


def _as_file(kind: str, request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    on = question.get("on")
    day = on or timezone.localdate()
    entries = answers.entries(answers.ask(question).with_people(), reader=request.user, on=on)
    if kind == "vcf":
        told = "".join(cards.vcard(entry.person, reader=request.user) for entry in entries)
        return _attachment(told.encode(), "text/vcard; charset=utf-8", f"focal-points-{day}.vcf")
    rows = answers.rows(entries)
    if kind == "csv":
        return _attachment(
            spreadsheets.to_csv(answers.HEAD, rows), spreadsheets.CSV_TYPE, f"focal-points-{day}.csv"
        )
    book = spreadsheets.to_xlsx(answers.HEAD, rows, title=f"Focal points {day}")
    return _attachment(book, spreadsheets.XLSX_TYPE, f"focal-points-{day}.xlsx")


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )
