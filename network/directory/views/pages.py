"""The directory of focal points, page by page."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.actions import reads
from network.directory import queries
from network.directory.forms import DirectoryFilter
from network.directory.table import rows_of
from network.messages.views.composing import write_label
from network.models import DirectoryEntry
from network.models.directory_entries import DirectoryEntryQuerySet
from network.permissions import may_record
from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.audit.forms import PurposeForm
from nfp_portal.audit.views import REASON_FIELDS, rate_limited

STEPS = ("after", "before")
LEFT_OUT = (*STEPS, *REASON_FIELDS, "only", "order")


@allow(SIGNED_IN)
@rate_limited
def directory_list(request: HttpRequest) -> HttpResponse:
    form = DirectoryFilter(request.GET, reader=request.user)
    question = form.cleaned_data if form.is_valid() else {}
    lines = queries.search(question) if form.is_valid() else DirectoryEntry.objects.none()
    context = {"form": form, "purpose_form": PurposeForm(), **_results(request, lines, question)}
    if not _wants_results_alone(request):
        return render(request, "network/directory/list.html", context)
    part = render(request, "network/directory/results.html", context)
    name, address = _address_of_answer(request)
    part.headers[name] = address
    return part


def _results(request: HttpRequest, lines: DirectoryEntryQuerySet, question: dict[str, Any]) -> dict[str, Any]:
    on = question.get("on")
    page = queries.page_of(lines, after=_number(request, "after"), before=_number(request, "before"))
    reads.count_listed((line.appointment.person for line in page.lines), by=signed_in(request))
    entries = queries.entries(page.lines, reader=request.user, on=on)
    matches, in_force = queries.count(lines), queries.count(DirectoryEntry.objects.in_force(on))
    return {
        "page": page,
        "rows": list(rows_of(entries)),
        "matches": matches,
        "in_force": in_force,
        "summary": _summary(matches, in_force, on),
        "notices": list(_notices(entries, question)),
        "question": question_in(request).urlencode(),
        "write_url": _write_url(request, question, matches),
        "write_label": write_label(matches),
        "asked": [(name, value) for name, values in question_in(request).lists() for value in values],
    }


def _write_url(request: HttpRequest, question: dict[str, Any], matches: int) -> str:
    """Return where those listed are written to; "" for who may not, for nobody and for a past day."""
    may = matches and may_record(request.user) and not queries.is_past(question.get("on"))
    return reverse("network:directory:write") if may else ""


def _summary(matches: int, in_force: int, on: date | None) -> SafeString:
    """Say how many of how many match; what is more than the bound is not counted to its end."""
    most = queries.COUNTED_UP_TO
    if matches > most:
        sentence, number = _("More than {} focal points"), most
    elif in_force > most:
        sentence, number = _("{} of more than %(most)d focal points") % {"most": most}, matches
    else:
        of_all = ngettext("{} of %(total)d focal point", "{} of %(total)d focal points", in_force)
        sentence, number = of_all % {"total": in_force}, matches
    day = _(" as of %(day)s") % {"day": date_format(on, "j F Y")} if on else ""
    return format_html(sentence + "{}", format_html("<strong>{}</strong>", number), day)


def _notices(entries: list[queries.Entry], question: dict[str, Any]) -> Iterator[str]:
    """What a list of a past day cannot say."""
    if not queries.is_past(question.get("on")):
        return
    if not all(entry.is_of_day for entry in entries):
        yield _(
            "Names, functions and agencies of that day are recorded in part only: rows marked so are those "
            "of today’s entries. How to reach somebody is always of today."
        )
    if question.get("status"):
        yield _("Confirmations of a past day are not recorded: the status was left out of the question.")


def _number(request: HttpRequest, name: str) -> int | None:
    number = request.GET.get(name, "")
    return int(number) if number.isdecimal() and len(number) < 18 else None  # noqa: PLR2004 - fits a bigint


def question_in(request: HttpRequest) -> QueryDict:
    """What was asked, without the empty fields, the page, the rows chosen and the reason for a file."""
    question = request.GET.copy()
    for name, values in request.GET.lists():
        question.setlist(name, [value for value in values if value])
        if name in LEFT_OUT or not any(values):
            del question[name]
    return question


def _wants_results_alone(request: HttpRequest) -> bool:
    """Whether a script asks while somebody types. Going back asks for the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def _address_of_answer(request: HttpRequest) -> tuple[str, str]:
    """Let the address keep the question. Typing on is no step to go back to; another filter is one."""
    question = question_in(request).dict()
    address = f"{reverse('network:directory:list')}?{urlencode(question)}".rstrip("?")
    before = dict(parse_qsl(urlsplit(request.headers.get("HX-Current-URL", "")).query))
    names = (question.keys() | before.keys()) - {"q", *STEPS}
    is_typed_on = "q" in before and all(question.get(name) == before.get(name) for name in names)
    return ("HX-Replace-Url" if is_typed_on else "HX-Push-Url"), address
