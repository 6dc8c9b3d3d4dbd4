from django.urls import path

from newsletter.corrections import views

urlpatterns = [
    path("issues/<int:number>/erratum/", views.erratum, name="erratum"),
    path("issues/<int:number>/erratum/approve/", views.approve_erratum, name="approve_erratum"),
    path("issues/<int:number>/erratum/take-back/", views.take_back_erratum, name="take_back_erratum"),
    path("issues/<int:number>/erratum/discard/", views.discard_erratum, name="discard_erratum"),
    path("issues/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("issues/<int:number>/put-back/", views.put_back, name="put_back"),
]
