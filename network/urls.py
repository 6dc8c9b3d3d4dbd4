from django.urls import path

from network.views import directory, duplicates, memberships, people, states

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
]
