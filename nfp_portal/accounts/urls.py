from allauth.account import urls as allauth_account
from django.urls import include, path

from nfp_portal.accounts import views
from nfp_portal.accounts.access import OF_LIBRARIES

app_name = "accounts"

urlpatterns = [
    path("arrival/", views.arrival, name="arrival"),
    path("invite/", views.invite, name="invite"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]

# The routes of allauth that a portal without sign-up needs.
sign_in = [
    *(pattern for pattern in allauth_account.urlpatterns if pattern.name in OF_LIBRARIES),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
