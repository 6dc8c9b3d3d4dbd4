from django.urls import path

from exchange.centres.views import gaps, histories, pages, writing

app_name = "centres"

urlpatterns = [
    path("", pages.centres, name="list"),
    path("new/", writing.enter, name="enter"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps.xlsx", gaps.gaps_sheet, name="gaps_sheet"),
    path("<slug:slug>/", pages.centre, name="centre"),
    path("<slug:slug>/history/", histories.history, name="history"),
    path("<slug:slug>/change/", writing.change, name="change"),
    path("<slug:slug>/confirm/", writing.confirm, name="confirm"),
    path("<slug:slug>/withdraw/", writing.withdraw, name="withdraw"),
    path("<slug:slug>/restore/", writing.restore, name="restore"),
]
