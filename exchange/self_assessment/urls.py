from django.urls import path

from exchange.self_assessment.views import acts, pages, sheets, writing

app_name = "self_assessment"

urlpatterns = [
    path("", pages.listed, name="list"),
    path("begin/<slug:iso2>/", acts.begin, name="begin"),
    path("<uuid:key>/", writing.assessment, name="assessment"),
    path("<uuid:key>/result/", pages.result, name="result"),
    path("<uuid:key>/result.pdf", pages.pdf, name="pdf"),
    path("<uuid:key>/levels.xlsx", sheets.xlsx, name="xlsx"),
    path("<uuid:key>/sheet/", sheets.upload, name="sheet"),
    path("<uuid:key>/reopen/", acts.reopen, name="reopen"),
    path("<uuid:key>/share/", acts.share, name="share"),
    path("<uuid:key>/history/", pages.history, name="history"),
]
