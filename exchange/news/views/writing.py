"""Editors begin, change, submit, take back and delete news."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.news import actions
from exchange.news.forms import NewsForm
from exchange.news.models import NewsItem
from exchange.news.permissions import may_take_back, may_write
from exchange.news.views.lookups import item_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS, "GET", "POST")
def begin(request: HttpRequest) -> HttpResponse:
    form = NewsForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, _("Write a news item"), reverse("exchange:news:list"))
    by, key = signed_in(request), form.cleaned_data["key"]
    return _kept(request, actions.begin(key, form.facts(), form.statements(), by=by))


@allow(EDITORS, "GET", "POST")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    shown = item_of(request, slug)
    if not may_write(request.user, shown):
        return _refused(request, shown)
    form = NewsForm(request.POST or None, request.FILES or None, instance=shown)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, _("Change the news item"), shown.get_absolute_url())
    revision, by = form.cleaned_data["revision"], signed_in(request)
    try:
        kept = actions.rewrite(form.stored, form.facts(), form.statements(), revision=revision, by=by)
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except actions.NewsDecidedError:
        return _refused(request, shown)
    return _kept(request, kept)


def _kept(request: HttpRequest, item: NewsItem) -> HttpResponse:
    """Submit it too, unless the button of a draft sent it."""
    if "draft" not in request.POST:
        return _submitted(request, item)
    messages.success(request, _("Saved as a draft."))
    return redirect(item)


def _page(request: HttpRequest, form: NewsForm, title: str, cancel_url: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "cancel_url": cancel_url}
    return render(request, "exchange/news/form.html", context, status=422 if form.is_bound else 200)


@allow(EDITORS, "POST")
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    return _submitted(request, item_of(request, slug))


def _submitted(request: HttpRequest, item: NewsItem) -> HttpResponse:
    actions.submit(item, by=signed_in(request))
    messages.success(request, _("Submitted. An approver reads it before it is published."))
    return redirect(item)


@allow(EDITORS, "GET", "POST")
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask first: what is published disappears from the pages until it is approved again."""
    shown = item_of(request, slug)
    if not may_take_back(request.user, shown):
        return _refused(request, shown)
    if request.method != "POST":
        text = _("It is no longer read by others until it is approved again. Whoever read it keeps it.")
        return _confirm(request, shown, _("Make a draft of it again"), text)
    actions.take_back(shown, by=signed_in(request))
    messages.success(request, _("It is a draft again."))
    return redirect(shown)


@allow(EDITORS, "GET", "POST")
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    shown = item_of(request, slug)
    if not may_write(request.user, shown):
        return _refused(request, shown)
    if request.method != "POST":
        return _confirm(request, shown, _("Delete the draft"), _("This cannot be undone."))
    try:
        actions.delete(shown)
    except actions.NewsDecidedError:
        return _refused(request, shown)
    messages.success(request, _("Deleted."))
    return redirect("exchange:news:list")


def _confirm(request: HttpRequest, shown: NewsItem, title: str, text: str) -> HttpResponse:
    context = {"item": shown, "title": title, "text": text}
    return render(request, "exchange/news/confirm.html", context)


def _refused(request: HttpRequest, shown: NewsItem) -> HttpResponse:
    """Lead back to the item, which was decided on meanwhile. Raises `Http404` where it is gone."""
    if not NewsItem.objects.filter(pk=shown.pk).exists():
        raise Http404
    messages.info(request, _("This can no longer be done: something was decided meanwhile."))
    return redirect(shown)
