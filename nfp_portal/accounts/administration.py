"""Django's administration with the portal's sign-in and access rules."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from nfp_portal.accounts.access import ADMINISTRATORS, allow

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


# The administration pages of libraries would change accounts and sessions without our actions.
OWN_PACKAGES = ("nfp_portal.", "network.", "meetings.", "newsletter.", "exchange.")


class Administration(admin.AdminSite):
    site_header = "NFP Portal"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register the portal's own models only, not those of libraries."""
        if (admin_class or admin.ModelAdmin).__module__.startswith(OWN_PACKAGES):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: _View, cacheable: bool = False) -> _View:  # noqa: FBT001, FBT002 - Django's signature
        guarded = allow(ADMINISTRATORS, "GET", "POST")(super().admin_view(view, cacheable))
        return cast("_View", guarded)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Redirect to the portal's sign-in, which asks for the second factor."""
        return redirect("account_login")

    def password_change(  # type: ignore[override] # Django's stubs allow its own page alone
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Redirect to the portal's form, which is audited and notifies the owner."""
        return redirect("account_change_password")
