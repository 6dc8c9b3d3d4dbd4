from django.urls import path

from exchange.news.views import approving, histories, pages, writing

app_name = "news"

urlpatterns = [
    path("", pages.news, name="list"),
    path("feed.xml", pages.feed, name="feed"),
    path("new/", writing.begin, name="begin"),
    path("<slug:slug>/", pages.item, name="item"),
    path("<slug:slug>/photo", pages.photo, name="photo"),
    path("<slug:slug>/history/", histories.history, name="history"),
    path("<slug:slug>/change/", writing.change, name="change"),
    path("<slug:slug>/submit/", writing.submit, name="submit"),
    path("<slug:slug>/take-back/", writing.take_back, name="take_back"),
    path("<slug:slug>/delete/", writing.delete, name="delete"),
    path("<slug:slug>/approve/", approving.approve, name="approve"),
]
