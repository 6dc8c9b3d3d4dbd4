from django.urls import path

from meetings.onsite import views
from meetings.onsite.printouts import Printout

urlpatterns = [
    path("<slug:slug>/participants/signatory/", views.signatory, name="signatory"),
    *(
        path(f"<slug:slug>/participants/{each}.pdf", views.pdf, {"printout": each}, name=f"{each}_pdf")
        for each in Printout
    ),
]
