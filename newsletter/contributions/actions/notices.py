"""Notify who wrote a piece of what the editors decided."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from network.rounds.links import address_of
from newsletter.contributions.letters import outcome_letter
from newsletter.contributions.models import Offering
from newsletter.models import Piece, PieceStatus
from nfp_portal.accounts.access import EDITORS, VISITOR, caller_of
from nfp_portal.accounts.languages import for_letters
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery

DECIDED = frozenset({PieceStatus.ACCEPTED, PieceStatus.HELD_OVER, PieceStatus.DECLINED})
# Within this time an editor can take the decision back, and nobody has heard of it.
AFTER = timedelta(minutes=2)


def notify_contributor(piece: Piece) -> None:
    """Write to who offered it, by account or by the link it came by; a decision that followed is withheld."""
    prefix = f"piece-{piece.pk}-"
    mail.withhold(Delivery.objects.filter(letter__key__startswith=prefix))
    offering = Offering.objects.filter(piece=piece).first()
    if offering is None or piece.status not in DECIDED:
        return
    if (recipient := _recipient(piece, offering)) is None:
        return
    name, address, language, link = recipient
    mail.post(
        to=address,
        **outcome_letter(piece, name, link, language).parts,
        stream=NOTICE,
        key=f"{prefix}{piece.revision}",
        headers=mail.AUTOMATIC_HEADERS,
        not_before=timezone.now() + AFTER,
    )


def _recipient(piece: Piece, offering: Offering) -> tuple[str, str, str, str] | None:
    """Return name, address, language and link of who is written to; None where nobody is known any more."""
    if mailbox := offering.mailbox:
        return mailbox.name, mailbox.address, for_letters(mailbox.language), address_of(mailbox)
    author = piece.author
    if author is None or caller_of(author) in EDITORS | {VISITOR}:
        return None
    link = settings.SITE_URL + reverse("newsletter:contribute")
    return str(author), author.email, for_letters(author.language), link
