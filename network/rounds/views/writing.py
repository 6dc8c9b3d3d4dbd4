"""Write to those whom the board of a round lists: the people, or the addresses of States and structures."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator

from network.actions import reads
from network.messages.candidates import (
    MOST,
    Audience,
    Candidate,
    each_once,
    of_contact,
    of_nobody,
    of_person,
)
from network.messages.models import LONGEST_ABOUT, LONGEST_ORIGIN
from network.messages.views.composing import compose
from network.models import Person
from network.rounds.actions.letters import addresses_of
from network.rounds.kinds import kind_of
from network.rounds.listing import listing_of
from network.rounds.lookups import round_of
from network.rounds.models import Addressee
from network.rounds.queries import to_write_to
from network.rounds.tally import counts_of
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.audit.views import rate_limited


@allow(EDITORS, "GET", "POST")
@rate_limited
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """People who are named count as read."""
    round_ = round_of(request, key)
    listing = listing_of(round_, counts_of(round_), request.GET)
    candidates = each_once(_candidates(list(to_write_to(listing.rows)[: MOST + 1])))
    if len(candidates) <= MOST:
        reads.count_listed((each.person for each in candidates if each.person), by=signed_in(request))
    about = Truncator(f"{round_.title}: {listing.in_words(kind_of(round_))}").chars(LONGEST_ABOUT)
    origin = f"{round_.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?")
    if len(origin) > LONGEST_ORIGIN:
        origin = round_.get_absolute_url()
    return compose(request, Audience(candidates, about, origin))


def _candidates(rows: list[Addressee]) -> Iterator[Candidate]:
    """Return the people of these rows, and of the States and structures those whom their letters reach."""
    for row, written_to in addresses_of(rows):
        if row.person is not None:
            yield of_person(row.person, row.represents)
            continue
        owner = row.state or row.organisation
        if owner is None:  # pragma: no cover - the database holds exactly one
            raise ValueError(row.key)
        if not written_to:
            yield of_nobody(owner)
        for each in written_to:
            yield of_person(each, row.state) if isinstance(each, Person) else of_contact(each, owner)
