"""The pages behind the link of a call, and behind that of a clearance."""

from django.http import HttpRequest, HttpResponse

from network.models import Agency, Person
from network.rounds.actions.answers import GivenAnswer, NoLongerAskedError, RoundClosedError
from network.rounds.links import address_of
from network.rounds.models import Channel, Mailbox
from network.rounds.views.link import closed_page, ended_page
from newsletter.contributions.actions.calls import Contributor
from newsletter.contributions.models import CallForContributions, Clearance
from newsletter.contributions.permissions import has_left
from newsletter.contributions.views import clearing
from newsletter.contributions.views.contributing import LONGEST_NAME, ContributionPage, own_page, show_or_act
from newsletter.models import Piece
from nfp_portal.links.views import frame, path_in_language
from nfp_portal.text.normal import one_line, printable


def call(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    if has_left(mailbox):
        return ended_page(request, mailbox.addressee)
    try:
        return show_or_act(_page(request, mailbox))
    except RoundClosedError:
        return closed_page(request)
    except NoLongerAskedError:
        return ended_page(request, mailbox.addressee)


def call_afterwards(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    """Show what became of the pieces once the call is closed."""
    return closed_page(request) if has_left(mailbox) else own_page(_page(request, mailbox), is_closed=True)


def _page(request: HttpRequest, mailbox: Mailbox) -> ContributionPage:
    row = mailbox.addressee
    return ContributionPage(
        request=request,
        contributor=Contributor(
            given=_given(request, mailbox),
            row=row,
            state=row.state,
            organisation=row.organisation,
            mailbox_key=mailbox.key,
        ),
        call=CallForContributions.objects.select_related("round").get(round=row.round_id),
        base="links/base.html",
        path=path_in_language(request),
        context=_context(request, mailbox),
        agency=_agency_of(mailbox),
        clearance_url=lambda piece: _clearance_link(piece, mailbox),
    )


def _given(request: HttpRequest, mailbox: Mailbox) -> GivenAnswer:
    typed = printable(one_line(request.POST.get("name", "")))[:LONGEST_NAME]
    return GivenAnswer(Channel.LINK, name=mailbox.name or typed)


def _context(request: HttpRequest, mailbox: Mailbox) -> dict[str, object]:
    return frame(request) | {"asks_name": not mailbox.name, "name": request.POST.get("name", "")}


def _agency_of(mailbox: Mailbox) -> Agency | None:
    people = Person.objects.filter(email=mailbox.address, agency__state=mailbox.addressee.state)
    person = people.select_related("agency").first()
    return person.agency if person else None


def _clearance_link(piece: Piece, mailbox: Mailbox) -> str:
    """The link at which the same address clears a piece; "" where no letter went there."""
    latest = Clearance.objects.filter(piece=piece).order_by("-number").first()
    if latest is None:
        return ""
    other = Mailbox.objects.filter(addressee=latest.addressee_id, address=mailbox.address).first()
    return address_of(other) if other else ""


def clearance(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    """Ask one question about one text. Once the round is closed the page says what became of it."""
    if has_left(mailbox):
        return ended_page(request, mailbox.addressee)
    page = clearing.ClearancePage(
        request=request,
        row=mailbox.addressee,
        given=_given(request, mailbox),
        base="links/base.html",
        path=path_in_language(request),
        context=_context(request, mailbox),
    )
    return clearing.show_or_act(page)
