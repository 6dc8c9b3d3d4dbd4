"""The page behind an invitation's link, and what it is once the invitation is closed."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from meetings.participation.delegations import delegation_of_row
from meetings.participation.views.further import further_of, offered_on
from meetings.participation.views.lists import ListPage, closed_list_page, show_or_act
from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.models import Channel, Mailbox
from network.rounds.views.link import closed_page, ended_page
from nfp_portal.links.views import ORIGIN, frame, path_in_language


def delegation(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    page = _page(request, mailbox)
    try:
        return _further(page) or show_or_act(page)
    except RoundClosedError:
        return closed_page(request)
    except NoLongerAskedError:
        return ended_page(request, mailbox.addressee)


def delegation_afterwards(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    page = _page(request, mailbox)
    return _further(page) or closed_list_page(page)


def _further(page: ListPage) -> HttpResponse | None:
    """Answer for what another room lets a delegation do; None where the list itself is asked for."""
    further = further_of(page)
    return further.page(page) if further else None


def _page(request: HttpRequest, mailbox: Mailbox) -> ListPage:
    name = mailbox.name or mailbox.address
    page = ListPage(
        request=request,
        delegation=delegation_of_row(mailbox.addressee),
        given=GivenAnswer(Channel.LINK, name=name),
        base="links/base.html",
        path=path_in_language(request),
        context=frame(request),
        origin=ORIGIN,
    )
    return replace(page, context=page.context | {"further": list(offered_on(page))})
