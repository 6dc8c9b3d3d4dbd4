"""The page behind the link of who was asked for a practice: the form in time, and what became of it."""

from typing import Any
from uuid import UUID

import pghistory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from exchange.practices.forms import TEXTS, LinkForm
from exchange.practices.letters import PURPOSE
from exchange.practices.models import Practice, PracticeRequest, PracticeStatus
from exchange.practices.requests import RequestClosedError, change_by_link, offer_by_link
from network.labels import state_name
from nfp_portal.links.registry import Purpose, register_purpose
from nfp_portal.links.views import ORIGIN, frame, path_in_language
from nfp_portal.revisions.stale import StaleError
from nfp_portal.ui.letters import written_day


def register() -> None:
    register_purpose(Purpose(PURPOSE, find=_find, language=lambda holder: holder.language, page=link))


def _find(key: UUID) -> PracticeRequest | None:
    return PracticeRequest.objects.with_all().filter(key=key).first()


def link(request: HttpRequest, holder: PracticeRequest) -> HttpResponse:
    """Show the form, or what was sent; one practice comes by one link."""
    if request.method == "POST" and not holder.is_open:
        return _closed(request, holder)
    if request.method != "POST":
        return _page(request, holder, _form(holder) if _shows_form(request, holder) else None)
    form = _form(holder, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, holder, form, 422)
    try:
        with pghistory.context(**ORIGIN):
            _write(holder, form)
    except StaleError as stale:
        return _both(request, holder, form, stale.row)
    except RequestClosedError:
        return _closed(request, holder)
    return redirect(path_in_language(request))


def _form(holder: PracticeRequest, *typed: Any) -> LinkForm:
    practice = Practice.objects.filter(request=holder).first()
    languages = {"file_language": holder.language} | ({} if practice else {"language": holder.language})
    return LinkForm(*typed, instance=practice, initial=languages)


def _write(holder: PracticeRequest, form: LinkForm) -> None:
    key, there = form.cleaned_data["key"], form.stored
    if there.pk is None:
        offer_by_link(holder, key, form.facts())
    elif form.data.get("key") and key != there.key:  # begun before another window sent the practice
        raise StaleError(there)
    else:
        change_by_link(holder, form.changes(), revision=form.cleaned_data["revision"])


def _shows_form(request: HttpRequest, holder: PracticeRequest) -> bool:
    practice = holder.practice
    is_written = practice is not None and practice.status == PracticeStatus.OFFERED
    return holder.is_open and (not is_written or "again" in request.GET)


def _closed(request: HttpRequest, holder: PracticeRequest) -> HttpResponse:
    """Say that nothing was kept, with the texts that were typed."""
    form = LinkForm(request.POST)
    texts = [(form[name].label, str(form[name].value() or "").strip()) for name in ("title", *TEXTS)]
    return _page(request, holder, None, 409, typed=[each for each in texts if each[1]], is_refused=True)


def _both(request: HttpRequest, holder: PracticeRequest, form: LinkForm, row: Practice) -> HttpResponse:
    """Show what somebody else saved meanwhile above what was typed; sent again, what was typed counts."""
    typed = request.POST.copy()
    typed["revision"], typed["key"] = str(row.revision), str(row.key)
    again = LinkForm(typed, instance=row)
    return _page(request, holder, again, 409, differences=list(form.differences(row)))


def _page(
    request: HttpRequest, holder: PracticeRequest, form: LinkForm | None, status: int = 200, **more: Any
) -> HttpResponse:
    practice = holder.practice
    address = path_in_language(request)
    context: dict[str, Any] = frame(request) | {
        "practice_request": holder,
        "practice": practice,
        "state": state_name(holder.state),
        "form": form,
        "status": _status(holder),
        "again": f"{address}{'&' if '?' in address else '?'}again" if holder.is_open and practice else "",
        "files": list(practice.files.kept()) if practice else [],
        **more,
    }
    return render(request, "exchange/practices/link.html", context, status=status)


def _status(holder: PracticeRequest) -> tuple[str, str]:
    """Return the kind of the status mark and what became of the practice; nothing before it is sent."""
    practice = holder.practice
    if practice is None:
        return "", ""
    day = {"day": written_day(localtime(practice.offered_at).date())}
    return {
        PracticeStatus.OFFERED: (
            "waiting",
            pgettext("letter", "The Secretariat received it on %(day)s and writes to you.") % day,
        ),
        PracticeStatus.SENT_BACK: ("failed", pgettext("letter", "The Secretariat asks for a change.")),
        PracticeStatus.PUBLISHED: ("done", pgettext("letter", "It is published.")),
        PracticeStatus.WITHDRAWN: ("over", pgettext("letter", "It is withdrawn.")),
    }[practice.status]
