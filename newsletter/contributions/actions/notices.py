"""Notify who wrote a piece of what the editors decided."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from meetings.recipients import focal_points_of
from network.models import State
from network.rounds.links import address_of
from newsletter.contributions.letters import naming_letter, outcome_letter
from newsletter.contributions.models import Offering
from newsletter.models import Piece, PieceStatus
from nfp_portal.accounts.access import EDITORS, VISITOR, caller_of
from nfp_portal.accounts.languages import for_letters
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery
from nfp_portal.ui.letters import Letter

DECIDED = frozenset({PieceStatus.ACCEPTED, PieceStatus.HELD_OVER, PieceStatus.DECLINED})
# Within this time an editor can take the decision back, and nobody has heard of it.
AFTER = timedelta(minutes=2)


def notify_contributor(piece: Piece) -> None:
    """Write to who offered it, by account or by the link it came by; a decision that followed is withheld.

    Where editors gave it to another State, that one's focal points learn that it is printed in their name.
    """
    prefix = f"piece-{piece.pk}-"
    mail.withhold(Delivery.objects.filter(letter__key__startswith=prefix))
    offering = Offering.objects.filter(piece=piece).select_related("addressee__represents").first()
    if offering is None or piece.status not in DECIDED:
        return
    new_state = _new_state(piece, offering)
    key = f"{prefix}{piece.revision}"
    if recipient := _recipient(piece, offering):
        name, address, language, link = recipient
        letter = outcome_letter(piece, name, link, language, shows_by_line=new_state is not None)
        _post(letter, address, key)
    if new_state is not None and piece.status == PieceStatus.ACCEPTED:
        for number, each in enumerate(focal_points_of(new_state)):
            letter = naming_letter(piece, each.name, _own_pieces(), for_letters(each.language))
            _post(letter, each.address, f"{key}-named-{number}")


def _post(letter: Letter, address: str, key: str) -> None:
    mail.post(
        to=address,
        **letter.parts,
        stream=NOTICE,
        key=key,
        headers=mail.AUTOMATIC_HEADERS,
        not_before=timezone.now() + AFTER,
    )


def _new_state(piece: Piece, offering: Offering) -> State | None:
    """Return the State of the by-line where it is another one than wrote the piece in answer to a call."""
    wrote = offering.addressee.represents if offering.addressee else None
    return piece.state if wrote is not None and piece.state != wrote else None


def _recipient(piece: Piece, offering: Offering) -> tuple[str, str, str, str] | None:
    """Return name, address, language and link of who is written to; None where nobody is known any more."""
    if mailbox := offering.mailbox:
        return mailbox.name, mailbox.address, for_letters(mailbox.language), address_of(mailbox)
    author = piece.author
    if author is None or caller_of(author) in EDITORS | {VISITOR}:
        return None
    return str(author), author.email, for_letters(author.language), _own_pieces()


def _own_pieces() -> str:
    return settings.SITE_URL + reverse("newsletter:contribute")
