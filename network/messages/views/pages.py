"""A message looked at, tested, changed, sent and taken back; and all that were written."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.messages.actions import sending, writing
from network.messages.forms import MessageForm
from network.messages.letters import letter_of
from network.messages.listing import table_of_messages
from network.messages.models import Message, MessageRecipient
from network.messages.review import review_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.accounts.models import User
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.downloads import stored_file
from nfp_portal.ui.mail_previews import like_a_mail_program, mail_in_scheme
from nfp_portal.ui.pagination import paginate

ON_A_PAGE = 50


@allow(EDITORS)
def listing(request: HttpRequest) -> HttpResponse:
    """All messages, the latest first, with what became of their copies."""
    rows = Message.objects.select_related("by").with_counts().order_by("-changed_at", "-pk")
    page = paginate(request.GET, rows.defer("text"), ON_A_PAGE)
    return render(request, "network/messages/list.html", {"page": page, "table": table_of_messages(page)})


def message_of(key: UUID) -> Message:
    return get_object_or_404(Message.objects.select_related("by"), key=key)


@allow(EDITORS, "GET", "POST")
def message(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how it reads and to whom it goes; each button posts its own `act`."""
    row = message_of(key)
    if request.method != "POST":
        context = {"message": row, "review": review_of(row, request.user)}
        return render(request, "network/messages/message.html", context)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    return act(request, row, signed_in(request))


def _send(request: HttpRequest, row: Message, by: User) -> HttpResponse:
    try:
        sent = sending.send_message(row.pk, by=by)
    except sending.TooManyAloneError:
        messages.error(
            request, _("So many are written to that a second person approves it first: submit it.")
        )
    except sending.NobodyError:
        messages.error(request, _("Nobody of the list can be written to."))
    else:
        announce(request, sent)
    return redirect(row)


def announce(request: HttpRequest, sent: Message) -> None:
    """Say that a message leaves in a minute, with Undo."""
    if sending.leaves_at(sent):
        undo_url = reverse("network:messages:undo", args=[sent.key])
        messages.success(request, _("The message leaves in a minute."), extra_tags=f"undo:{undo_url}")


def _test(request: HttpRequest, row: Message, by: User) -> HttpResponse:
    sending.send_test(row, to=by)
    address = readable_address(by.email)
    messages.success(request, _("A test is on its way to %(address)s.") % {"address": address})
    return redirect(row)


def _submit(request: HttpRequest, row: Message, by: User) -> HttpResponse:
    try:
        sending.submit_message(row.pk, by=by)
    except sending.NobodyError:
        messages.error(request, _("Nobody of the list can be written to."))
    else:
        messages.success(request, _("Submitted. It is sent when somebody else has approved it."))
    return redirect(row)


def _discard(request: HttpRequest, row: Message, by: User) -> HttpResponse:
    writing.discard_message(row.pk, by=by)
    messages.success(request, _("The message is discarded."))
    return redirect(row.origin)


_ACTS: dict[str, Callable[[HttpRequest, Message, User], HttpResponse]] = {
    "send": _send,
    "test": _test,
    "submit": _submit,
    "discard": _discard,
}


@allow(EDITORS, "POST")
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    row = message_of(key)
    try:
        sending.undo_sending(row.pk, by=signed_in(request))
    except sending.HasLeftError:
        messages.error(request, _("It has left: it can no longer be taken back."))
    else:
        messages.success(request, _("Taken back. Nobody was written to."))
    return redirect(row)


@allow(EDITORS, "GET", "POST")
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    row = message_of(key)
    listed = list(
        MessageRecipient.objects.of(row)
        .with_reachability()
        .in_order()
        .select_related("state", "organisation")
    )
    reached = [each for each in listed if each.address and not each.is_refused]
    form = MessageForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        offered=[(str(each.pk), each.in_list) for each in reached],
        initially=[str(each.pk) for each in reached if each.is_chosen],
        language=row.language,
    )
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "about": row.about, "cancel_url": row.get_absolute_url()}
        return render(request, "network/messages/form.html", context, status=422 if form.is_bound else 200)
    return _change(request, row, form)


def _change(request: HttpRequest, row: Message, form: MessageForm) -> HttpResponse:
    revision, chosen = form.cleaned_data["revision"], [int(each) for each in form.cleaned_data["chosen"]]
    try:
        writing.change_message(row.pk, form.facts(), chosen, revision=revision, by=signed_in(request))
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except writing.SentError:
        messages.error(request, _("It is sent, or waits for approval: it changes no more."))
    return redirect(row)


@like_a_mail_program
@allow(EDITORS)
def letter(request: HttpRequest, key: UUID, language: str, look: str) -> HttpResponse:
    """The mail's HTML in the frame of one language, light or dark, with the reason of its first recipient."""
    row = message_of(key)
    shown = review_of(row, request.user).sample_in(language)
    if shown is None or look not in {"light", "dark"}:
        raise Http404
    html = letter_of(row, language, shown.reason).html
    return HttpResponse(mail_in_scheme(html, is_dark=look == "dark"))


@allow(EDITORS)
def file(request: HttpRequest, key: UUID) -> FileResponse:
    """The attached file, under the name of its upload."""
    row = message_of(key)
    if not row.file:
        raise Http404
    return stored_file(row.file, row.file_name)
