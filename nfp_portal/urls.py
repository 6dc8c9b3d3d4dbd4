"""Every address of the portal, app by app."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from nfp_portal.accounts.urls import sign_in

handler500 = "nfp_portal.front.views.server_error"

urlpatterns = [
    path("", include("nfp_portal.front.urls")),
    path("", include("nfp_portal.links.urls")),
    path("", include("network.urls")),
    path("meetings/", include("meetings.urls")),
    path("", include("exchange.urls")),
    path("newsletter/", include("newsletter.urls")),
    path("desk/mail/", include("nfp_portal.mail.urls")),
    path("desk/mail/returned/", include("nfp_portal.returned.urls")),
    path("approvers/", include("nfp_portal.revisions.urls")),
    path("jobs/", include("nfp_portal.jobs.urls")),
    path("styleguide/", include("nfp_portal.ui.urls")),
    path("accounts/", include("nfp_portal.turns.urls")),
    path("accounts/kept/", include("nfp_portal.kept_forms.urls")),
    path("accounts/", include("nfp_portal.accounts.urls")),
    path("accounts/", include(sign_in)),
    path("language/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
]
