"""Django's administration behind this portal's own door: sign-in and rules as everywhere else."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from nfp_portal.accounts.access import ADMINISTRATORS, allow

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


# Libraries' own pages would change accounts, factors and sessions past the portal's actions.
OF_THE_PORTAL = ("nfp_portal.", "network.", "meetings.", "newsletter.", "exchange.")


class Administration(admin.AdminSite):
    site_header = "NFP Portal"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Show the portal's own pages; those that libraries bring are left out."""
        if (admin_class or admin.ModelAdmin).__module__.startswith(OF_THE_PORTAL):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: _View, cacheable: bool = False) -> _View:  # noqa: FBT001, FBT002 - Django's signature
        guarded = allow(ADMINISTRATORS, "GET", "POST")(super().admin_view(view, cacheable))
        return cast("_View", guarded)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own form knows no second factor: send people to the portal's sign-in."""
        return redirect("account_login")

    def password_change(  # type: ignore[override] # Django's stubs allow its own page alone
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's own form would tell neither the audit trail nor the owner."""
        return redirect("account_change_password")
