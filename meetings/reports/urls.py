from django.urls import path

from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.permissions import Document
from meetings.reports.views import documents, pages, reports
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/report", pages.report, name="report"),
    path("<slug:slug>/report/draft/", reports.draft, name="report_draft"),
    path("<slug:slug>/report/write/", reports.write, name="report_write"),
    path("<slug:slug>/report/submit/", reports.submit, name="report_submit"),
    path("<slug:slug>/report/take-back/", reports.take_back, name="report_take_back"),
    path("<slug:slug>/report/release/", reports.release, name="report_release"),
    path("<slug:slug>/report/reopen/", reports.reopen, name="report_reopen"),
    path("<slug:slug>/renderings/<uuid:key>/", documents.rendering, name="rendering"),
    *(
        path(f"<slug:slug>/{each}.pdf", documents.pdf, {"document": each}, name=f"{each}_pdf")
        for each in Document
    ),
    *ways_to_change(CONCLUSIONS),
]
