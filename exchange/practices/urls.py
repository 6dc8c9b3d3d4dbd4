from django.urls import path

from exchange.practices.views import asking, files, histories, offering, pages, reviewing

app_name = "practices"

urlpatterns = [
    path("", pages.practices, name="list"),
    path("offer/", offering.offer, name="offer"),
    path("ask/", asking.ask, name="ask"),
    path("<slug:slug>/", pages.practice, name="practice"),
    path("<slug:slug>/history/", histories.history, name="history"),
    path("<slug:slug>/change/", offering.change, name="change"),
    path("<slug:slug>/review/", reviewing.review, name="review"),
    path("<slug:slug>/withdraw/", offering.withdraw, name="withdraw"),
    path("<slug:slug>/restore/", offering.restore, name="restore"),
    path("<slug:slug>/confirm/", offering.confirm, name="confirm"),
    path("<slug:slug>/report/", offering.report, name="report"),
    path("<slug:slug>/files/<uuid:key>/", files.file, name="file"),
    path("<slug:slug>/files/<uuid:key>/remove/", files.remove_file, name="remove_file"),
    path("<slug:slug>/files/<uuid:key>/restore/", files.restore_file, name="restore_file"),
    path("<slug:slug>/use/<slug:iso2>/", offering.use, name="use"),
    path("<slug:slug>/use-no-longer/<slug:iso2>/", offering.use_no_longer, name="use_no_longer"),
]
