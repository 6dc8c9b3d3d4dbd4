from django.urls import path

from exchange.assessments.views import (
    deciding,
    histories,
    opening,
    pages,
    preparing,
    recommending,
    requesting,
)

app_name = "assessments"

urlpatterns = [
    path("", pages.assessments, name="list"),
    path("request/", requesting.request_one, name="request"),
    path("<uuid:key>/", pages.assessment, name="assessment"),
    path("<uuid:key>/letter/", pages.letter, name="letter"),
    path("<uuid:key>/history/", histories.history, name="history"),
    path("<uuid:key>/withdraw/", requesting.withdraw, name="withdraw"),
    path("<uuid:key>/restore/", requesting.restore, name="restore"),
    path("<uuid:key>/answer-read/", requesting.answer_read, name="answer_read"),
    path("<uuid:key>/accept/", preparing.accept, name="accept"),
    path("<uuid:key>/decline/", preparing.decline, name="decline"),
    path("<uuid:key>/reconsider/", preparing.reconsider, name="reconsider"),
    path("<uuid:key>/plan/", preparing.plan, name="plan"),
    path("<uuid:key>/hand-over/", preparing.hand_over, name="hand_over"),
    path("<uuid:key>/open/", opening.open_to, name="open"),
    path("<uuid:key>/close/", opening.close, name="close"),
    path("<uuid:key>/recommendations/", recommending.recommend, name="recommend"),
    path("<uuid:key>/recommendations/<uuid:part>/change/", recommending.reword, name="reword"),
    path("<uuid:key>/recommendations/<uuid:part>/remove/", recommending.remove, name="remove"),
    path("<uuid:key>/recommendations/<uuid:part>/verdict/", deciding.verdict, name="verdict"),
    path("<uuid:key>/recommendations/<uuid:part>/take-back/", deciding.take_back, name="take_back"),
    path("<uuid:key>/recommendations/<uuid:part>/initiative/", deciding.initiative, name="initiative"),
]
