"""The log of an issue: each recipient, why it was addressed, and what became of the message."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsletter.dispatch.delivery import REASONS
from newsletter.models import Issue
from newsletter.printed import Copy
from newsletter.readers.reasons import Reason
from newsletter.wording import copy_in_words
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.audit.views import Export, export
from nfp_portal.mail.models import Delivery, DeliveryState
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.filters import Facet, ListFilter
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import element, status

PER_PAGE = 50
FILES = ("csv", "xlsx")
HEAD = ("Address", "Why", "Status", "When", "Attempts", "Answer of the mail server", "Message-ID", "Edition")

ONE_OF = {
    Reason.APPOINTMENT: gettext_lazy("Focal point"),
    Reason.DELEGATION: gettext_lazy("Delegation or organisation"),
    Reason.SUBSCRIPTION: gettext_lazy("Subscriber"),
    Reason.GROUP: gettext_lazy("Member of a group"),
}


def _issue(number: int) -> Issue:
    """Return an issue that this portal sent, with its letter; 404 for any other."""
    rows = Issue.objects.exclude(letter=None).select_related("letter")
    return get_object_or_404(rows, number=number)


def _copies(issue: Issue) -> dict[str, str]:
    """Return the copies that its letter has, in words by their names (one query)."""
    assert issue.letter is not None  # noqa: S101 - by `_issue`
    names = [issue.letter.language, *issue.letter.versions.values_list("name", flat=True)]
    return {name: copy_in_words(Copy.of(name)) for name in names}


def _narrowing(params: QueryDict, copies: dict[str, str]) -> ListFilter:
    facets = [
        Facet("reason", _("Reason"), dict(Reason.choices)),
        Facet("edition", _("Edition"), copies),
        Facet("status", _("Status"), dict(DeliveryState.choices), column="state"),
    ]
    return ListFilter(params, _("Address or answer of the mail server"), facets)


def _listed(issue: Issue, narrowing: ListFilter) -> Any:
    rows = Delivery.objects.filter(letter=issue.letter)
    for word in narrowing.query.split():
        rows = rows.filter(address__icontains=word) | rows.filter(last_reply__icontains=word)
    if copy := narrowing.chosen("edition"):
        rows = rows.filter(version="" if issue.letter and copy == issue.letter.language else copy)
    if reason := narrowing.chosen("reason"):
        rows = rows.filter(_addressed_for(reason))
    return narrowing.narrow(rows).order_by("address", "pk")


def _addressed_for(reason: str) -> Q:
    """Match the deliveries of which `_why` names the reason, alone or beside others."""
    matches = Q(**{f"slots__{REASONS}__icontains": reason})
    return matches | ~Q(slots__has_key=REASONS) if reason == Reason.SUBSCRIPTION else matches


@allow(EDITORS)
def recipients(request: HttpRequest, number: int) -> HttpResponse:
    issue = _issue(number)
    copies = _copies(issue)
    narrowing = _narrowing(request.GET, copies)
    page = paginate(request.GET, _listed(issue, narrowing), PER_PAGE)
    count = page.paginator.count
    context = {
        "issue": issue,
        "filter": narrowing,
        "clear_url": reverse("newsletter:recipients", args=[number]) if narrowing.is_used else "",
        "page": page,
        "number": ngettext("%(number)d message", "%(number)d messages", count) % {"number": count},
        "table": _table(page.object_list, copies),
        "tools": list(_tools(request, number)),
    }
    return render(request, "newsletter/dispatch/recipients.html", context)


def _tools(request: HttpRequest, number: int) -> Iterable[Button]:
    query = request.GET.copy()
    query["purpose"] = "ask"
    for kind in FILES:
        url = reverse("newsletter:export_recipients", args=[number, kind])
        yield Button(kind.upper(), f"{url}?{query.urlencode()}", about=_("of these messages"))


def _table(rows: Iterable[Delivery], copies: dict[str, str]) -> Table:
    columns = [
        Column(label)
        for label in (_("Address"), _("Why"), _("Edition"), _("Status"), _("Answer of the mail server"))
    ]
    return table_of(columns, [(f"message-{row.pk}", _cells(row, copies)) for row in rows])


def _copy_of(row: Delivery, copies: dict[str, str]) -> str:
    """Return the copy in words; the first is that of the letter itself."""
    return copies.get(row.version, next(iter(copies.values())))


def _cells(row: Delivery, copies: dict[str, str]) -> list[object]:
    doubt = _("perhaps twice: nobody confirmed the first copy") if row.ambiguous else ""
    when = element("span", _when(row), "table__second")
    return [
        readable_address(row.address),
        _why(row),
        _copy_of(row, copies),
        format_html(
            "{}{}{}",
            status(row.mark, row.get_state_display()),
            when,
            element("span", doubt, "table__second"),
        ),
        row.last_reply or "–",
    ]


def _why(row: Delivery) -> str:
    """Name the reasons that the delivery keeps; a message from before they were kept was to a subscriber."""
    codes = row.slots.get(REASONS, Reason.SUBSCRIPTION).split()
    return ", ".join(str(ONE_OF[Reason(code)]) for code in codes)


def _when(row: Delivery) -> str:
    return date_format(timezone.localtime(row.sent_at), "j F Y, H:i:s") if row.sent_at else ""


@allow(EDITORS)
@export
def export_recipients(request: HttpRequest, number: int, kind: str) -> Export:
    if kind not in FILES:
        raise Http404
    issue = _issue(number)
    copies = _copies(issue)
    rows = _listed(issue, _narrowing(request.GET, copies))

    def file() -> HttpResponse:
        return sheet(
            kind,
            HEAD,
            (_exported(row, copies) for row in rows),
            name=f"issue-{number}",
            title=f"Issue {number}",
        )

    return Export(f"newsletter {number}", kind, file)


def _exported(row: Delivery, copies: dict[str, str]) -> tuple[str | int, ...]:
    state = str(row.get_state_display())
    address = readable_address(row.address)
    return (
        address,
        _why(row),
        state,
        _when(row),
        row.attempts,
        row.last_reply,
        row.message_id,
        _copy_of(row, copies),
    )
