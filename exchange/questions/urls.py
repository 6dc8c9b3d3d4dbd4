from django.urls import path

from exchange.questions.views import asking, checking, histories, pages, portal

app_name = "questions"

urlpatterns = [
    path("", pages.listed, name="list"),
    path("ask/", asking.ask, name="ask"),
    path("similar/", asking.similar, name="similar"),
    path("drafts/<uuid:key>/", asking.draft, name="draft"),
    path("drafts/<uuid:key>/change/", asking.change, name="change"),
    path("drafts/<uuid:key>/submit/", asking.submit, name="submit"),
    path("drafts/<uuid:key>/take-back/", asking.take_back, name="take_back"),
    path("drafts/<uuid:key>/delete/", asking.delete, name="delete"),
    path("drafts/<uuid:key>/check/", checking.check, name="check"),
    path("<int:number>/", pages.question, name="question"),
    path("<int:number>.pdf", pages.pdf, name="pdf"),
    path("<int:number>.xlsx", pages.xlsx, name="xlsx"),
    path("<int:number>/history/", histories.history, name="history"),
    path("<int:number>/summary/", pages.summary, name="summary"),
    path("<int:number>/extend/", pages.extend, name="extend"),
    path("<int:number>/answers/<slug:code>/", portal.answer, name="answer"),
]
