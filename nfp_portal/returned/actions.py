"""Take returned mail in, and let staff decide on what no program can read."""

import hashlib
import logging
import re
from datetime import timedelta
from enum import Enum
from itertools import islice
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail import alarms
from nfp_portal.mail.models import CONFIRMATION, EVERY_STREAM, Delivery
from nfp_portal.mail.return_path import deliveries_named
from nfp_portal.returned.models import TOO_MUCH, ReturnedMail
from nfp_portal.returned.reading import LARGEST, addressed_in, read
from nfp_portal.returned.verdicts import Verdict

_HARD_BOUNCE = "returned by its mail server: "
# The message that waits for somebody is kept to this length; its beginning says why it came back.
_LONGEST_KEPT = 200_000
KEPT = timedelta(days=365)
# Anybody who knows a Message-ID can write what only quotes it: so many are looked for in one message, so many
# messages wait for somebody at once, and so long.
MOST_QUOTED = 20
MOST_QUOTING = 500
QUOTING_KEPT = timedelta(days=90)

log = logging.getLogger(__name__)
# Servers give up after five days; an old header that somebody copied stops nothing.
RETURNED_WITHIN = timedelta(days=30)
_MOST_NAMED = 20


class Taken(Enum):
    """What became of a message that was handed in."""

    HARD = "hard", gettext_lazy("The address does not work: it gets no more mail.")
    SOFT = "soft", gettext_lazy("It did not arrive this time: the address gets mail as before.")
    CONTENT = "content", gettext_lazy("The message was refused, not the address: it gets mail as before.")
    WAITING = "waiting", gettext_lazy("Only a person can read it: it waits on the desk.")
    NOTHING = "nothing", gettext_lazy("An automatic answer or a delay: nothing needs to be done.")
    TYPED = "typed", gettext_lazy("A visitor typed an address that does not work: nothing needs to be done.")
    AGAIN = "again", gettext_lazy("It was handed in before: nothing was changed.")
    FOREIGN = "foreign", gettext_lazy("It names no message of the portal: nothing was changed.")

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence


_TAKEN = {
    Verdict.HARD: Taken.HARD,
    Verdict.SOFT: Taken.SOFT,
    Verdict.CONTENT: Taken.CONTENT,
    Verdict.UNREADABLE: Taken.WAITING,
}


@transaction.atomic
def take_in(content: bytes, *, envelope_recipient: str = "") -> Taken:
    """Read a message that came back and act on it, once however often it is handed in.

    Only a message under a signed address changes anything by itself. One that merely quotes a Message-ID
    of the portal waits for staff; all others change nothing.
    """
    content = content[:LARGEST]
    delivery = _signed(f"{envelope_recipient}\n{addressed_in(content)}")
    if delivery is None:
        return _keep_quoting(content)
    reading = read(content, delivery.address)
    if reading.verdict is None:
        return Taken.NOTHING
    return _keep(content, delivery, reading.verdict, reading.reason)


def _signed(text: str) -> Delivery | None:
    """Return the delivery whose signed address stands in the text, while servers may still return it."""
    for named in deliveries_named(text)[:_MOST_NAMED]:
        delivery = _locked(pk=named.delivery_id, due_at__gt=Now() - RETURNED_WITHIN)
        if delivery is not None and named.is_signed_for(delivery.message_id):
            return delivery
    return None


def _locked(**known: object) -> Delivery | None:
    return Delivery.objects.select_for_update().filter(**known).first()


def _keep_quoting(content: bytes) -> Taken:
    """Let a message wait that quotes a Message-ID of the portal, as long as not too many of them wait."""
    quoted = _quoted(content)
    if quoted is None:
        return Taken.FOREIGN
    if ReturnedMail.objects.waiting().filter(is_signed=False).count() >= MOST_QUOTING:
        log.warning("returned: a message that only quotes was left out: %d wait already", MOST_QUOTING)
        return Taken.FOREIGN
    return _keep(content, quoted, Verdict.UNREADABLE, "", is_signed=False)


def _quoted(content: bytes) -> Delivery | None:
    """Return the delivery of which the message quotes the Message-ID, among the first that it quotes."""
    pattern = rf"([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})@{re.escape(_host())}"
    matches = islice(re.finditer(pattern, content.decode("latin-1").lower()), MOST_QUOTED)
    return _locked(message_id__in={f"<{UUID(one[1])}@{_host()}>" for one in matches})


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _keep(
    content: bytes, delivery: Delivery, verdict: Verdict, reason: str, *, is_signed: bool = True
) -> Taken:
    """Keep the message as a row and act on its verdict, unless it is kept already."""
    if delivery.stream == CONFIRMATION:
        return Taken.TYPED
    digest = hashlib.sha256(content).hexdigest()
    if ReturnedMail.objects.filter(digest=digest).exists():
        return Taken.AGAIN
    returned = ReturnedMail.objects.create(
        digest=digest,
        delivery=delivery,
        address=delivery.address,
        verdict=verdict,
        is_signed=is_signed,
        reason=reason,
        content=content[:_LONGEST_KEPT] if verdict == Verdict.UNREADABLE else b"",
    )
    _act_on(returned)
    return _TAKEN[verdict]


def _act_on(returned: ReturnedMail) -> None:
    if returned.verdict == Verdict.UNREADABLE or returned.delivery is None:
        return
    mail.note_return(returned.delivery, returned.reason)
    if returned.verdict == Verdict.HARD:
        _stop_mail(returned.address, _HARD_BOUNCE + returned.reason)
    elif ReturnedMail.objects.weight(returned.address) >= TOO_MUCH:
        _stop_mail(returned.address, _("did not take mail on six days of fourteen: ") + returned.reason)
    alarms.warn_of({returned.delivery.letter_id})


def _stop_mail(address: str, why: str) -> None:
    mail.withdraw(address, EVERY_STREAM, why)
    ReturnedMail.objects.filter(address=address, settled_at=None).update(settled_at=Now())


@transaction.atomic
def decide(returned_id: int, *, is_hard: bool, by: User) -> bool:
    """Decide on a message that waits: the address does not work, or nothing needs to be done.

    False where somebody has decided meanwhile.
    """
    waiting = ReturnedMail.objects.waiting().select_for_update().filter(pk=returned_id)
    returned = waiting.select_related(None).first()
    if returned is None:
        return False
    if is_hard:
        why = _("returned, and read by somebody")
        mail.stop(returned.address, why, by=by)
        if returned.delivery is not None:
            mail.note_return(returned.delivery, why)
        ReturnedMail.objects.filter(address=returned.address, settled_at=None).update(settled_at=Now())
    ReturnedMail.objects.filter(pk=returned.pk).update(decided_by=by, decided_at=timezone.now(), content=b"")
    return True


def purge_returned() -> int:
    """Remove what came back a year ago, but what still waits for somebody; give how many.

    What waits and only quotes a Message-ID goes after 90 days.
    """
    waiting = ReturnedMail.objects.waiting()
    old = ReturnedMail.objects.filter(received_at__lt=Now() - KEPT).exclude(pk__in=waiting.values("pk"))
    quoting = waiting.filter(is_signed=False, received_at__lt=Now() - QUOTING_KEPT)
    return old.delete()[0] + quoting.delete()[0]
