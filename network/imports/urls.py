from django.urls import path

from network.imports.views import files, pages

app_name = "imports"

urlpatterns = [
    path("", pages.import_list, name="list"),
    path("new/", pages.upload, name="upload"),
    path("template.csv", files.template, {"kind": "csv"}, name="template_csv"),
    path("template.xlsx", files.template, {"kind": "xlsx"}, name="template_xlsx"),
    path("<uuid:key>/", pages.import_page, name="import"),
    path("<uuid:key>/columns/", pages.columns, name="columns"),
    path("<uuid:key>/commit/", pages.commit, name="commit"),
    path("<uuid:key>/undo/", pages.undo, name="undo"),
    path("<uuid:key>/discard/", pages.discard, name="discard"),
    path("<uuid:key>/original", files.original, name="original"),
    path("<uuid:key>/rejected.csv", files.rejected, {"kind": "csv"}, name="rejected_csv"),
    path("<uuid:key>/rejected.xlsx", files.rejected, {"kind": "xlsx"}, name="rejected_xlsx"),
]
