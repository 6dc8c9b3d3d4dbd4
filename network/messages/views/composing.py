"""Write to a list: other rooms show theirs and hand it over here."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.messages.actions.writing import keep_message
from network.messages.candidates import MOST, Audience, Candidate
from network.messages.forms import MessageForm
from network.messages.queries import refused_addresses
from nfp_portal.accounts.access import signed_in


def write_label(number: int) -> str:
    """Return what the button on a list of so many says that leads to writing to them."""
    return ngettext("Write to this one", "Write to these %(number)d", number) % {"number": number}


def compose(request: HttpRequest, audience: Audience) -> HttpResponse:
    """Show the form with the list, all of it ticked; keep the message and lead to its page.

    Its recipients are those who were ticked, of those who are on the list still.
    """
    if not 0 < len(audience.candidates) <= MOST:
        return _refuse(request, audience)
    refused = refused_addresses(each.address for each in audience.candidates)
    reached = [each for each in audience.candidates if each.address and each.address not in refused]
    form = MessageForm(
        request.POST or None,
        request.FILES or None,
        offered=[(each.token, _label(each)) for each in reached],
        initially=[each.token for each in reached],
        language=signed_in(request).language,
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, audience, _unreached(audience.candidates, refused))
    key, chosen = form.cleaned_data["key"], form.cleaned_data["chosen"]
    return redirect(keep_message(key, form.facts(), audience, chosen, by=signed_in(request)))


def _refuse(request: HttpRequest, audience: Audience) -> HttpResponse:
    if audience.candidates:
        most = f"{MOST:,}"
        messages.error(
            request, _("The list has more than %(most)s people: narrow it first.") % {"most": most}
        )
    else:
        messages.error(request, _("Nobody is on this list any more."))
    return redirect(audience.origin)


def _page(
    request: HttpRequest, form: MessageForm, audience: Audience, unreached: Sequence[str]
) -> HttpResponse:
    context = {
        "form": form,
        "about": audience.about,
        "unreached": unreached,
        "cancel_url": audience.origin,
    }
    return render(request, "network/messages/form.html", context, status=422 if form.is_bound else 200)


def _label(candidate: Candidate) -> str:
    return candidate.recipient(is_chosen=True).in_list


def _unreached(candidates: Iterable[Candidate], refused: frozenset[str]) -> list[str]:
    """Name those who cannot be written to, and why."""
    lines = []
    for each in candidates:
        if not each.address:
            lines.append(_("%(name)s: no address is recorded") % {"name": _label(each)})
        elif each.address in refused:
            lines.append(_("%(name)s: the address refuses mail or wants none") % {"name": _label(each)})
    return lines
