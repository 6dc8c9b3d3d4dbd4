from collections.abc import Iterator

from django.urls import URLPattern, path

from meetings.views import attendance, editing, files, pages, parts, reports

app_name = "meetings"


def _files_of(document: str, kinds: tuple[str, ...]) -> Iterator[URLPattern]:
    for kind in kinds:
        view = getattr(files, f"{document}_{kind}")
        yield path(f"<slug:slug>/{document}.{kind}", view, name=f"{document}_{kind}")


def _ways_to_change(part: str) -> Iterator[URLPattern]:
    given = {"part": part}
    yield path(f"<slug:slug>/{part}/add/", parts.add, given, name=f"{part}_add")
    yield path(f"<slug:slug>/{part}/<uuid:key>/edit/", parts.edit, given, name=f"{part}_edit")
    yield path(f"<slug:slug>/{part}/<uuid:key>/remove/", parts.remove, given, name=f"{part}_remove")
    if parts.PARTS[part].is_ordered:
        yield path(f"<slug:slug>/{part}/<uuid:key>/move/", parts.move, given, name=f"{part}_move")


urlpatterns = [
    path("", pages.meetings, name="list"),
    path("calendar.ics", files.calendar, name="calendar"),
    path("new/", editing.create, name="create"),
    path("<slug:slug>/", pages.meeting, name="meeting"),
    path("<slug:slug>/edit/", editing.edit, name="edit"),
    path("<slug:slug>/agenda", pages.agenda, name="agenda"),
    path("<slug:slug>/agenda/arrange/", editing.arrange, name="arrange"),
    path("<slug:slug>/agenda/<uuid:key>/", pages.agenda_item, name="agenda_item"),
    path("<slug:slug>/report", pages.report, name="report"),
    path("<slug:slug>/report/draft/", reports.draft, name="report_draft"),
    path("<slug:slug>/report/write/", reports.write, name="report_write"),
    path("<slug:slug>/report/release/", reports.release, name="report_release"),
    path("<slug:slug>/report/reopen/", reports.reopen, name="report_reopen"),
    path("<slug:slug>/participants", pages.participants, name="participants"),
    path("<slug:slug>/participants/attendance/", attendance.attendance, name="attendance"),
    path("<slug:slug>/papers/<uuid:key>", files.paper, name="paper"),
    path("<slug:slug>/renderings/<uuid:key>/", files.rendering, name="rendering"),
    *_files_of("agenda", ("ics", "json", "pdf")),
    *_files_of("report", ("pdf",)),
    *_files_of("participants", ("csv", "xlsx", "pdf")),
]
for _part in parts.PARTS:
    urlpatterns += _ways_to_change(_part)
