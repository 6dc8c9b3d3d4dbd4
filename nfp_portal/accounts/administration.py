"""Django's administration behind this portal's own door: sign-in and rules as everywhere else."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from nfp_portal.accounts.access import ADMINISTRATORS, allow

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])


class Administration(admin.AdminSite):
    site_header = "NFP Portal"

    def admin_view(self, view: _View, cacheable: bool = False) -> _View:  # noqa: FBT001, FBT002 - Django's signature
        guarded = allow(ADMINISTRATORS, "GET", "POST")(super().admin_view(view, cacheable))
        return cast("_View", guarded)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own form knows no second factor: send people to the portal's sign-in."""
        return redirect("account_login")
