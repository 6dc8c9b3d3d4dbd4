"""The way from sign-in to a kept form: on its own page, or as a list where that page has no room for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from nfp_portal.accounts.access import SIGNED_IN, allow, signed_in
from nfp_portal.kept_forms import actions
from nfp_portal.kept_forms.models import KeptForm


def _kept(request: HttpRequest, key: UUID) -> KeptForm:
    return get_object_or_404(KeptForm.objects.kept(), user=signed_in(request), key=key)


@allow(SIGNED_IN)
def show(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead to the page the form stood on, which then comes filled."""
    page = _kept(request, key).page
    return redirect(f"{page}{'&' if '?' in page else '?'}kept_form={key}")


@allow(SIGNED_IN, "GET", "POST")
def kept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was entered with the button that sends it; POST throws it away."""
    form = _kept(request, key)
    if request.method == "POST":
        actions.remove(form.user, key)
        return redirect("home")
    pairs = [(name, value) for name, values in form.values.lists() for value in values]
    return render(request, "kept_forms/kept.html", {"kept": form, "pairs": pairs})
