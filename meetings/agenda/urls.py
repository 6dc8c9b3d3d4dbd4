from django.urls import path

from meetings.agenda.views import paste, people, revisions, rows, table

urlpatterns = [
    path("<slug:slug>/agenda/arrange/", table.table, name="arrange"),
    path("<slug:slug>/agenda/rows/", rows.add, name="agenda_row_add"),
    path("<slug:slug>/agenda/<uuid:key>/row/", rows.save, name="agenda_row"),
    path("<slug:slug>/agenda/<uuid:key>/day/", rows.to_day, name="agenda_day"),
    path("<slug:slug>/agenda/<uuid:key>/duplicate/", rows.duplicate, name="agenda_duplicate"),
    path("<slug:slug>/agenda/shift/", rows.shift, name="agenda_shift"),
    path("<slug:slug>/agenda/paste/", paste.paste, name="agenda_paste"),
    path("<slug:slug>/agenda/paste/<uuid:key>/undo/", paste.undo, name="agenda_paste_undo"),
    path("<slug:slug>/agenda/publish/", revisions.publish, name="agenda_publish"),
    path("<slug:slug>/agenda/changes", revisions.changes, name="agenda_changes"),
    path("<slug:slug>/agenda/people/", people.people, name="agenda_people"),
]
