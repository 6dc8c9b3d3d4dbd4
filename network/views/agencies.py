"""Editors look over the institutions that delegations and focal points named."""

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.actions.agencies import accept_agency, merge_agency
from network.actions.merging import CannotMergeError
from network.forms.acts import refused
from network.forms.agencies import AgencyForm, MergeAgencyForm
from network.models import Agency
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 100


@allow(EDITORS)
def agencies(request: HttpRequest) -> HttpResponse:
    waiting = Agency.objects.unreviewed().select_related("state").order_by("state__name", "name")
    page = paginate(request.GET, waiting, ON_A_PAGE)
    return render(request, "network/agencies.html", {"page": page})


@allow(EDITORS, "GET", "POST")
def agency(request: HttpRequest, key: int) -> HttpResponse:
    """Accept an institution, under this or another name."""
    shown = get_object_or_404(Agency.objects.kept().select_related("state"), pk=key)
    form = AgencyForm(request.POST or None, agency=shown)
    if request.method == "POST" and form.is_valid():
        try:
            accept_agency(shown.pk, **form.cleaned_data)
        except StaleError as stale:
            return both_versions(request, form, stale.row)
        except DatabaseError as error:
            refused(form, error)
        else:
            messages.success(request, _("Accepted."))
            return redirect("network:agencies")
    return _page(request, shown, form, MergeAgencyForm(agency=shown))


@allow(EDITORS, "POST")
def merge(request: HttpRequest, key: int) -> HttpResponse:
    """Let another institution of the State take this one's place."""
    shown = get_object_or_404(Agency.objects.kept().select_related("state"), pk=key)
    form = MergeAgencyForm(request.POST, agency=shown)
    if not form.is_valid():
        return _page(request, shown, AgencyForm(agency=shown), form)
    cleaned = form.cleaned_data
    try:
        target = merge_agency(shown.pk, into=cleaned["into"].pk, revision=cleaned["revision"])
    except StaleError:
        messages.error(
            request, _("This institution changed meanwhile: look at it again before you merge it.")
        )
        return redirect("network:agency", shown.pk)
    except CannotMergeError:
        messages.error(request, _("That institution was merged itself in this moment: look again."))
        return redirect("network:agencies")
    messages.success(request, _("Merged into %(name)s.") % {"name": target.name})
    return redirect("network:agencies")


def _page(request: HttpRequest, shown: Agency, form: AgencyForm, merging: MergeAgencyForm) -> HttpResponse:
    context = {"agency": shown, "form": form, "merging": merging, "people": shown.people.all()[:20]}
    status = 422 if form.is_bound or merging.is_bound else 200
    return render(request, "network/agency.html", context, status=status)
