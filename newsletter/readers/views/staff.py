"""The editors' list of readers: find, add, export, opt out who asks for it, lift a suppression."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsletter.readers import actions
from newsletter.readers.actions import ConsentRefusedError, GivenConsent
from newsletter.readers.forms import AddReaderForm
from newsletter.readers.listing import (
    consent_in_words,
    listed,
    narrowing_by,
    number_in_words,
    status_of,
)
from newsletter.readers.models import Reader
from newsletter.readers.reasons import counts, receiving
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.audit.views import Export, export
from nfp_portal.mail import actions as mail
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.downloads import sheet
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.tables import Column, Table, table_of
from nfp_portal.ui.templatetags.elements import demonstration, element, status

PER_PAGE = 50
FILES = ("csv", "xlsx")
HEAD = ("Address", "Name", "Language", "Why", "Status", "Consent")
NAMES = dict(settings.LANGUAGES)


@allow(EDITORS)
def readers(request: HttpRequest) -> HttpResponse:
    narrowing = narrowing_by(request.GET)
    page = paginate(request.GET, listed(narrowing), PER_PAGE)
    rows = receiving()
    context = {
        "filter": narrowing,
        "clear_url": reverse("newsletter:readers") if narrowing.is_used else "",
        "page": page,
        "number": number_in_words(page.paginator.count),
        "table": _table(request, page.object_list),
        "numbers": [(reason.label, number) for reason, number in counts(rows).items()],
        "languages": ", ".join(f"{NAMES[code]} {number}" for code, number in rows.per_language()),
        "tools": list(_tools(request)),
    }
    return render(request, "newsletter/readers/readers.html", context)


def _tools(request: HttpRequest) -> Iterable[Button]:
    yield Button(_("Add a reader"), reverse("newsletter:add_reader"), "")
    yield Button(_("Groups"), reverse("newsletter:groups"))
    query = request.GET.copy()
    query["purpose"] = "ask"
    for kind in FILES:
        url = reverse("newsletter:export_readers", args=[kind])
        yield Button(kind.upper(), f"{url}?{query.urlencode()}", about=_("of these readers"))


def _table(request: HttpRequest, rows: Iterable[Any]) -> Table:
    columns = [Column(label) for label in (_("Address"), _("Why"), _("Language"), _("Status"))]
    return table_of(columns, [(f"reader-{row.pk}", _cells(request, row)) for row in rows])


def _cells(request: HttpRequest, reader: Any) -> list[object]:
    mark, text = status_of(reader)
    why = reader.why[:1].upper() + reader.why[1:]
    return [
        format_html("{}{}{}", readable_address(reader.address), demonstration(reader), _person(reader)),
        format_html("{}{}", why or "–", element("span", consent_in_words(reader), "table__second")),
        reader.get_language_display(),
        format_html("{}{}{}", status(mark, text), _because(reader), _button(request, reader)),
    ]


def _person(reader: Reader) -> SafeString:
    if reader.person is None:
        return SafeString("")
    link = format_html('<a href="{}">{}</a>', reader.person.get_absolute_url(), reader.person.in_list)
    return element("span", link, "table__second")


def _because(reader: Any) -> SafeString:
    return element("span", reader.refused_because or "", "table__second")


def _button(request: HttpRequest, reader: Any) -> SafeString:
    name, label = _act_on(reader)
    if not name:
        return SafeString("")
    action = reverse(f"newsletter:{name}", args=[reader.pk])
    values = {"action": action, "label": label, "about": readable_address(reader.address)}
    return render_to_string("components/row_button.html", values, request=request)


def _act_on(reader: Any) -> tuple[str, str]:
    """Return the route and the label of what staff can do; "" for who opted out without their help."""
    if reader.suppression is not None:
        return "lift_suppression", _("Send mail again")
    if reader.opted_out_by is not None:
        return "undo_opt_out_reader", _("Undo the opt-out")
    if reader.opted_out_at is None:
        return "opt_out_reader", _("Opt out")
    return "", ""


@allow(EDITORS, "POST")
def lift_suppression(request: HttpRequest, pk: int) -> HttpResponse:
    reader = get_object_or_404(Reader, pk=pk)
    mail.lift(reader.address, by=signed_in(request))
    address = {"address": readable_address(reader.address)}
    messages.success(request, _("%(address)s gets mail again.") % address)
    return redirect("newsletter:readers")


@allow(EDITORS, "POST")
def opt_out_reader(request: HttpRequest, pk: int) -> HttpResponse:
    """Opt out who wrote or called instead of clicking the link of an issue."""
    get_object_or_404(Reader, pk=pk)
    reader = actions.opt_out_for(pk, by=signed_in(request))
    text = _("%(address)s receives no further issue.") % {"address": readable_address(reader.address)}
    undo_url = reverse("newsletter:undo_opt_out_reader", args=[pk])
    messages.success(request, text, extra_tags=f"undo:{undo_url}" if reader.opted_out_by_id else "")
    return redirect("newsletter:readers")


@allow(EDITORS, "POST")
def undo_opt_out_reader(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Reader, pk=pk)
    reader = actions.undo_opt_out_for(pk, by=signed_in(request))
    address = {"address": readable_address(reader.address)}
    if reader.opted_out_at is None:
        messages.success(request, _("%(address)s receives again what it did.") % address)
    else:
        messages.error(request, _("%(address)s opted out itself: only its owner takes that back.") % address)
    return redirect("newsletter:readers")


@allow(EDITORS)
@export
def export_readers(request: HttpRequest, kind: str) -> Export:
    """Give the readers that the address asks for, with why and by which consent."""
    if kind not in FILES:
        raise Http404
    rows = listed(narrowing_by(request.GET))

    def file() -> HttpResponse:
        return sheet(kind, HEAD, map(_exported, rows), name="readers", title="Readers")

    return Export("newsletter readers", kind, file)


def _exported(reader: Any) -> tuple[str, ...]:
    name = reader.person.in_list if reader.person else ""
    _mark, text = status_of(reader)
    status_text = f"{text}: {reader.refused_because}" if reader.refused_because else text
    address, language = readable_address(reader.address), str(reader.get_language_display())
    return address, name, language, reader.why, status_text, consent_in_words(reader)


@allow(EDITORS, "GET", "POST")
def add_reader(request: HttpRequest) -> HttpResponse:
    form = AddReaderForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _was_added(request, form):
        return redirect("newsletter:readers")
    status_code = 422 if form.is_bound else 200
    return render(request, "newsletter/readers/add.html", {"form": form}, status=status_code)


def _was_added(request: HttpRequest, form: AddReaderForm) -> bool:
    given = form.cleaned_data
    consent = GivenConsent(given["source"], given["day"])
    try:
        reader = actions.add(
            given["address"], language=given["language"], consent=consent, by=signed_in(request)
        )
    except ConsentRefusedError as refusal:
        form.add_error("address", str(refusal))
        return False
    address = {"address": readable_address(reader.address)}
    messages.success(request, _("%(address)s receives the newsletter, and was told so.") % address)
    return True
