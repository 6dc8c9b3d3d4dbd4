from django.urls import path

from exchange.initiatives.views import drafts, histories, pages, proposing, steps

app_name = "initiatives"

urlpatterns = [
    path("", pages.initiatives, name="list"),
    path("propose/", proposing.propose, name="propose"),
    path("propose/<uuid:key>/", proposing.propose, name="propose_point"),
    path("drafts/<uuid:key>/propose/", drafts.propose_draft, name="propose_draft"),
    path("drafts/<uuid:key>/give-up/", drafts.give_up, name="give_up"),
    path("drafts/<uuid:key>/restore/", drafts.restore_draft, name="restore_draft"),
    path("<int:number>/", pages.initiative, name="initiative"),
    path("<int:number>/history/", histories.history, name="history"),
    path("<int:number>/change/", proposing.change, name="change"),
    path("<int:number>/join/<slug:iso2>/", proposing.join, name="join"),
    path("<int:number>/leave/<slug:iso2>/", proposing.leave, name="leave"),
    path("<int:number>/decline/<slug:iso2>/", proposing.decline, name="decline"),
    path("<int:number>/reconsider/<slug:iso2>/", proposing.reconsider, name="reconsider"),
    path("<int:number>/step/", steps.step, name="step"),
    path("<int:number>/note/", steps.note, name="note"),
    path("<int:number>/steps/<uuid:key>/take-back/", steps.take_back, name="take_back"),
]
