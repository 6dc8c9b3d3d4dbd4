from django.urls import path

from network.views import directory, duplicates, import_files, imports, memberships, people, states

app_name = "network"

urlpatterns = [
    path("states/", states.states, name="states"),
    path("states/<slug:iso2>/", states.state, name="state"),
    path("network/", directory.directory, name="directory"),
    path("network.csv", directory.directory_file, {"kind": "csv"}, name="directory_csv"),
    path("network.xlsx", directory.directory_file, {"kind": "xlsx"}, name="directory_xlsx"),
    path("network.vcf", directory.directory_file, {"kind": "vcf"}, name="directory_vcf"),
    path("me/", people.me, name="me"),
    path("people/duplicates/", duplicates.duplicates, name="duplicates"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("people/<uuid:key>.vcf", people.card, name="card"),
    path("people/<uuid:key>/edit/", people.edit, name="edit"),
    path("people/<uuid:key>/confirm/", people.confirm, name="confirm"),
    path("people/<uuid:key>/invite/", people.invite, name="invite"),
    path("people/<uuid:key>/merge/", duplicates.choose, name="choose_duplicate"),
    path("people/<uuid:key>/merge/<uuid:other>/", duplicates.merge, name="merge"),
    path("people/<uuid:key>/apart/<uuid:other>/", duplicates.tell_apart, name="tell_apart"),
    path("people/<uuid:key>/networks/add/", memberships.join, name="join"),
    path("people/<uuid:key>/networks/<int:number>/end/", memberships.leave, name="leave"),
    path("people/<uuid:key>/networks/<int:number>/strike/", memberships.strike, name="strike"),
    path("people/<uuid:key>/undo/<int:revision>/", people.undo, name="undo"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.hand_in, name="import_new"),
    path("imports/template.csv", import_files.template, {"kind": "csv"}, name="import_template_csv"),
    path("imports/template.xlsx", import_files.template, {"kind": "xlsx"}, name="import_template_xlsx"),
    path("imports/<uuid:key>/", imports.import_page, name="import"),
    path("imports/<uuid:key>/columns/", imports.columns, name="import_columns"),
    path("imports/<uuid:key>/commit/", imports.commit, name="import_commit"),
    path("imports/<uuid:key>/undo/", imports.undo, name="import_undo"),
    path("imports/<uuid:key>/discard/", imports.discard, name="import_discard"),
    path("imports/<uuid:key>/original", import_files.original, name="import_original"),
    path(
        "imports/<uuid:key>/rejected.csv", import_files.rejected, {"kind": "csv"}, name="import_rejected_csv"
    ),
    path(
        "imports/<uuid:key>/rejected.xlsx",
        import_files.rejected,
        {"kind": "xlsx"},
        name="import_rejected_xlsx",
    ),
]
