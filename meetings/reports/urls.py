from django.urls import path

from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.permissions import Document
from meetings.reports.views import comments, conclusions, documents, pages, rapporteurs, releases, reports
from meetings.views.parts import ways_to_change

urlpatterns = [
    path("<slug:slug>/report", pages.report, name="report"),
    path("<slug:slug>/report/draft/", reports.draft, name="report_draft"),
    path("<slug:slug>/report/write/", reports.write, name="report_write"),
    path("<slug:slug>/report/submit/", reports.submit, name="report_submit"),
    path("<slug:slug>/report/take-back/", reports.take_back, name="report_take_back"),
    path("<slug:slug>/report/release/", reports.release, name="report_release"),
    path("<slug:slug>/report/correct/", reports.correct, name="report_correct"),
    path("<slug:slug>/report/discard/", reports.discard, name="report_discard"),
    path("<slug:slug>/report/comments/", comments.table, name="report_comments"),
    path("<slug:slug>/report/comments/ask/", comments.ask, name="report_ask"),
    path("<slug:slug>/report/comments/<uuid:key>/", comments.treat, name="report_treat"),
    path("<slug:slug>/report/rapporteurs/", rapporteurs.sessions, name="report_rapporteurs"),
    path("<slug:slug>/report/rapporteurs/<uuid:key>/", rapporteurs.ask, name="report_rapporteur"),
    path("<slug:slug>/report/rapporteurs/<uuid:key>/merge/", rapporteurs.merge, name="report_merge"),
    path("<slug:slug>/report/names/", releases.erase, name="report_erase"),
    path("<slug:slug>/report/releases/<int:number>/", releases.release, name="release"),
    path("<slug:slug>/report/releases/<int:number>/report.pdf", releases.pdf, name="release_pdf"),
    path("<slug:slug>/renderings/<uuid:key>/", documents.rendering, name="rendering"),
    *(
        path(f"<slug:slug>/{each.path}.pdf", documents.pdf, {"document": each}, name=f"{each}_pdf")
        for each in Document
    ),
    *ways_to_change(CONCLUSIONS),
    path("<slug:slug>/conclusions/<uuid:key>/follow-up/", conclusions.follow_up, name="conclusion_follow_up"),
]
