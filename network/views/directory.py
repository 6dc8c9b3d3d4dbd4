"""The directory of focal points, on the page and as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from network import directory as answers
from network.forms.filters import DirectoryFilter
from network.models import Appointment
from network.models.appointments import AppointmentQuerySet
from nfp_portal.accounts.access import SIGNED_IN, allow
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.ui import spreadsheets

ON_A_PAGE = 100


@allow(SIGNED_IN)
def directory(request: HttpRequest) -> HttpResponse:
    form = DirectoryFilter(request.GET)
    question = form.cleaned_data if form.is_valid() else {}
    found = answers.ask(question) if form.is_valid() else Appointment.objects.none()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    entries = _entries(page.object_list, request, question)
    context = {
        "form": form,
        "page": page,
        "entries": entries,
        "addresses": [entry["email"] for entry in entries if entry["email"]],
        "on": question.get("on"),
        "today": timezone.localdate(),
        "in_force": Appointment.objects.in_force(question.get("on")).count(),
        "question": _without_page(request),
    }
    template = (
        "network/directory_results.html" if request.headers.get("HX-Request") else "network/directory.html"
    )
    return render(request, template, context)


def _entries(appointments: Any, request: HttpRequest, question: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the page: each appointment with what this reader may know, as of the day asked for."""
    on = question.get("on")
    return [
        {
            "appointment": appointment,
            "person": appointment.person,
            "state_name": appointment.state.name_on(on).name,
            "email": appointment.person.contact("email", request.user),
            "telephone": appointment.person.contact("telephone", request.user),
            "confirmed": appointment.person.is_confirmed(),
        }
        for appointment in with_names(appointments)
    ]


def with_names(appointments: AppointmentQuerySet) -> AppointmentQuerySet:
    return appointments.prefetch_related("state__former_names")


def _without_page(request: HttpRequest) -> str:
    question = request.GET.copy()
    question.pop("page", None)
    return question.urlencode()


@allow(SIGNED_IN)
def directory_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole answer to the question as CSV, XLSX or vCards; who took it is noted."""
    form = DirectoryFilter(request.GET)
    if not form.is_valid():
        raise Http404
    question = form.cleaned_data
    found = with_names(answers.ask(question))
    by = request.user if isinstance(request.user, User) else None
    record(Act.EXPORT, by=by, subject="directory", kind=kind, question=_without_page(request))
    return _as_file(kind, found, request, question)


def _as_file(
    kind: str, found: AppointmentQuerySet, request: HttpRequest, question: dict[str, Any]
) -> HttpResponse:
    on = question.get("on")
    day = on or timezone.localdate()
    if kind == "vcf":
        cards = "".join(answers.vcard(appointment.person, reader=request.user) for appointment in found)
        return _attachment(cards.encode(), "text/vcard; charset=utf-8", f"focal-points-{day}.vcf")
    rows = answers.rows(found, reader=request.user, on=on)
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
