"""Imports: hand a spreadsheet in, name its columns, look at its rows, write them, take them back."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.imports.actions import commits, previews
from network.imports.forms import ColumnsForm, ReadingForm, RowsFilter, UploadForm, WritingForm
from network.imports.matching.preview import describe
from network.imports.models import WRITTEN_STATES, Import, ImportState, Outcome, Verdict
from network.imports.parsing.reasons import file_reason_in_words
from network.imports.parsing.tables import UnreadableError
from network.sections import Action
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.jobs.models import JobState
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50
# Steps of an import, as `stages` counts them.
PREVIEW, WRITTEN = 3, 4
_HEADINGS = {
    ImportState.PREVIEWED: gettext_lazy("What the import would do"),
    ImportState.COMMITTED: gettext_lazy("What the import did"),
    ImportState.UNDONE: gettext_lazy("An import that was undone"),
}


def import_of(key: UUID) -> Import:
    return get_object_or_404(Import.objects.select_related("by", "committed_by"), key=key)


@allow(EDITORS)
def import_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request.GET, Import.objects.select_related("by"), ON_A_PAGE)
    return render(request, "network/imports/list.html", {"page": page})


@allow(EDITORS, "GET", "POST")
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            source = previews.upload(file, name=file.name, by=signed_in(request))
        except UnreadableError as error:
            form.add_error("file", file_reason_in_words(str(error)))
        else:
            _warn_of_the_same(request, source)
            return redirect("network:imports:columns", source.key)
    status = 422 if form.is_bound else 200
    return render(request, "network/imports/upload.html", {"form": form}, status=status)


def _warn_of_the_same(request: HttpRequest, source: Import) -> None:
    if same := Import.objects.of_the_same_file(source).first():
        message = _("This very file is in the directory already, since %(day)s, as “%(name)s”.")
        day = date_format(timezone.localtime(same.committed_at), "j F Y")
        messages.warning(request, message % {"day": day, "name": same.file_name})


# Columns ------------------------------------------------------------------------------------------


@allow(EDITORS, "GET", "POST")
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    source = import_of(key)
    if not source.may_be_previewed:
        return redirect(source)
    reading = _reading_of(source, request.POST if request.method == "POST" else request.GET)
    try:
        samples = previews.sample_columns(source, **reading)
    except UnreadableError as error:
        return render(request, "network/imports/unreadable.html", _broken(source, str(error)), status=422)
    form = ColumnsForm(request.POST or None, columns=samples, source=source, initial=reading)
    if request.method == "POST" and form.is_valid():
        return _named(request, source, form)
    context = {
        "import": source,
        "form": form,
        "reading": ReadingForm(initial=reading),
        "guessed": not request.GET,
    }
    return render(request, "network/imports/columns.html", context, status=422 if form.is_bound else 200)


def _reading_of(source: Import, query: Any) -> dict[str, str]:
    """Encoding and separator as query for, as far as that makes sense; else as the import has them."""
    if not source.is_text:
        return {"encoding": "", "separator": ""}
    form = ReadingForm(query)
    return (
        form.cleaned_data if form.is_valid() else {"encoding": source.encoding, "separator": source.separator}
    )


def _broken(source: Import, code: str) -> dict[str, Any]:
    return {"import": source, "reason": file_reason_in_words(code)}


def _named(request: HttpRequest, source: Import, form: ColumnsForm) -> HttpResponse:
    choices = {name: form.cleaned_data[name] for name in ("encoding", "separator", "date_order")}
    try:
        named = previews.set_columns(source.pk, mapping=form.mapping, **choices)
        previews.request_preview(named, by=signed_in(request))
    except previews.WrongStateError:
        messages.error(request, _("Somebody was faster: look at what became of it."))
    return redirect(source)


# Rows ---------------------------------------------------------------------------------------------


@allow(EDITORS)
def import_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the import stands: to be named, being read, to review, written, taken back or unreadable."""
    source = import_of(key)
    if source.state == ImportState.UPLOADED:
        return redirect("network:imports:columns", source.key)
    if source.state == ImportState.FAILED:
        return render(request, "network/imports/unreadable.html", _broken(source, source.reason))
    if source.state == ImportState.MAPPED:
        return _progress(request, source)
    return _rows(request, source)


def _progress(request: HttpRequest, source: Import) -> HttpResponse:
    job = previews.latest_job(source)
    done = job is not None and job.state == JobState.DONE
    context = {"import": source, "job": job, "result_url": source.get_absolute_url() if done else ""}
    return render(request, "network/imports/reading.html", context)


def _rows(request: HttpRequest, source: Import) -> HttpResponse:
    form = RowsFilter(request.GET)
    shown = form.cleaned_data["show"] if form.is_valid() else ""
    rows = source.rows.select_related("person")
    if shown:
        rows = rows.filter(Q(verdict=shown) | Q(outcome=shown))
    page = paginate(request.GET, rows, ON_A_PAGE)
    context = {
        "import": source,
        "page": page,
        "rows": [describe(row) for row in page.object_list],
        "shown": shown,
        "tabs": _tabs(source),
        "heading": _HEADINGS.get(source.stage, _HEADINGS[ImportState.PREVIEWED]),
        "stage": WRITTEN if source.state in WRITTEN_STATES else PREVIEW,
        "course": list(_course(source)),
        "actions": list(_actions(source)),
    }
    return render(request, "network/imports/rows.html", context)


def _course(source: Import) -> Iterator[str]:
    """When and by whom the file was uploaded, written and taken back."""
    for sentence, at, by in (
        (_("Uploaded %(day)s by %(name)s."), source.at, source.by),
        (_("Written %(day)s by %(name)s."), source.committed_at, source.committed_by),
        (_("Undone %(day)s."), source.undone_at, None),
    ):
        if at:
            day = date_format(timezone.localtime(at), "j F Y, H:i")
            yield sentence % {"day": day, "name": by or _("the command")}


def _actions(source: Import) -> Iterator[Action]:
    if source.state not in WRITTEN_STATES:
        if source.to_write:
            label = ngettext("Write %(number)s row", "Write %(number)s rows", source.to_write)
            yield _action("commit", label % {"number": source.to_write}, source, is_main=True)
        yield _action("columns", _("Change the columns"), source)
        yield _action("discard", _("Discard the file"), source)
    elif source.state == ImportState.COMMITTED:
        yield _action("undo", _("Undo the import"), source)
    if source.file and source.errors:
        yield _action("rejected_xlsx", _("Rejected rows (XLSX)"), source, "?purpose=ask")
        yield _action("rejected_csv", _("Rejected rows (CSV)"), source, "?purpose=ask")
    if source.file:
        yield _action("original", _("The original"), source, "?purpose=ask")


def _action(name: str, label: str, source: Import, query: str = "", *, is_main: bool = False) -> Action:
    return Action(label, reverse(f"network:imports:{name}", args=[source.key]) + query, is_main)


def _tabs(source: Import) -> list[tuple[str, str, int]]:
    """What the rows may be narrowed to, with the number of each; one query once the import is written."""
    counted = {Verdict.NEW: source.new, Verdict.CHANGED: source.changed}
    counted |= {Verdict.SAME: source.same, Verdict.ERROR: source.errors}
    tabs = [("", _("All"), source.total), *((v.value, str(v.label), n) for v, n in counted.items())]
    if source.state in WRITTEN_STATES:
        came = commits.outcomes(source)
        tabs += [(o.value, str(o.label), came[o]) for o in (Outcome.LEFT, Outcome.KEPT) if o in came]
    return tabs


# Write and take back ------------------------------------------------------------------------------


@allow(EDITORS, "GET", "POST")
def commit(request: HttpRequest, key: UUID) -> HttpResponse:
    source = import_of(key)
    form = WritingForm(request.POST or None, initial={"preview": source.preview})
    if request.method == "POST" and form.is_valid():
        return _commit(request, source, form.cleaned_data["preview"])
    if source.state != ImportState.PREVIEWED or not source.to_write:
        return redirect(source)
    context = {"import": source, "form": form}
    return render(request, "network/imports/commit.html", context, status=422 if form.is_bound else 200)


def _commit(request: HttpRequest, source: Import, preview: int) -> HttpResponse:
    try:
        written = commits.commit(source.pk, preview=preview, by=signed_in(request))
    except previews.WrongStateError:
        messages.error(request, _("Somebody was faster: look at what became of it."))
    except commits.RefusedError as refused:
        message = _("Nothing was written. Row %(number)s: %(message)s")
        messages.error(request, message % {"number": refused.number, "message": refused.message})
    else:
        number = commits.outcomes(written).get(Outcome.WRITTEN, 0)
        message = ngettext(
            "%(number)s row is in the directory.", "%(number)s rows are in the directory.", number
        )
        messages.success(request, message % {"number": number})
    return redirect(source)


@allow(EDITORS, "GET", "POST")
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    source = import_of(key)
    if source.state != ImportState.COMMITTED:
        return redirect(source)
    if request.method != "POST":
        return render(request, "network/imports/undo.html", {"import": source})
    try:
        commits.undo(source.pk, by=signed_in(request))
    except previews.WrongStateError:
        messages.error(request, _("Somebody was faster: look at what became of it."))
    except IntegrityError:
        messages.error(
            request, _("What was there before contradicts what came since. Nothing was taken back.")
        )
    else:
        messages.success(request, _("The import is undone."))
    return redirect(source)


@allow(EDITORS, "GET", "POST")
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    source = import_of(key)
    if not source.may_be_previewed:
        return redirect(source)
    if request.method != "POST":
        return render(request, "network/imports/discard.html", {"import": source})
    try:
        previews.discard(source.pk)
    except previews.WrongStateError:
        messages.error(request, _("Somebody was faster: look at what became of it."))
        return redirect(source)
    messages.success(request, _("The file and its preview are gone; the directory is as it was."))
    return redirect("network:imports:list")
