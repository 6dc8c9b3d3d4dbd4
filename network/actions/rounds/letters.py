"""What a round writes: the question, reminders, and to the delegation.

A letter is frozen once per step and language, and a delivery is keyed by the person asked: whatever runs
twice sends once. The round and its rows are locked while they are written to, so that nobody who has
answered is reminded and nothing leaves after the closing; an answer withdraws what has not left yet.
"""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from network import delivery
from network.models import Confirmation, Round
from network.models.rounds import OVER, SILENT, Answer
from network.verification.report import sentence_of
from network.verification.tally import tally_of
from nfp_portal.accounts.languages import speaking
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery, Letter
from nfp_portal.ui.letters import render_letter

KIND = "network.round_letters"
ASK, REMIND = "ask", "remind"
# So many rows are locked at once while their letters are addressed.
BATCH = 50


def reminder_on(day: date) -> str:
    """The step of a day's reminder: nobody gets two on one day, by press or by schedule."""
    return f"{REMIND}-{day:%Y-%m-%d}"


def request_letters(asked: Round, step: str, *, by: User | None) -> Job:
    """Have a worker write to everyone the step concerns; asked for twice it is done once."""
    return jobs.request(KIND, str(asked.key), {"step": step}, by)


def send_step(key: UUID, step: str, report: ReportProgress) -> int:
    """Write one step's letters of an open round; give how many were addressed."""
    asked = Round.objects.get(key=key)
    waiting = [row.pk for row in _waiting_in(asked) if _is_written_to(row, step)]
    written = 0
    for start in range(0, len(waiting), BATCH):
        report(start, len(waiting))
        written += _write_to(asked, waiting[start : start + BATCH], step)
    return written


def _waiting_in(asked: Round) -> models.QuerySet[Confirmation]:
    return Confirmation.objects.waiting().with_standing().filter(round=asked).order_by("pk")


@transaction.atomic
def _write_to(asked: Round, numbers: list[int], step: str) -> int:
    still_open = Round.objects.open().select_for_update(no_key=True).filter(pk=asked.pk)
    if still_open.first() is None:
        return 0
    rows = Confirmation.objects.with_standing().filter(pk__in=numbers, answer=Answer.WAITING)
    held = rows.select_for_update(of=["self"]).order_by("pk")
    by_language = defaultdict(list)
    for row in held:
        if _is_written_to(row, step):
            by_language[row.language].append(row)
    return sum(_address(asked, step, language, group) for language, group in by_language.items())


def _is_written_to(row: Confirmation, step: str) -> bool:
    """Every focal point with an address is asked; reminded is who can be reached."""
    if step == ASK:
        return bool(row.person.email) and row.standing not in OVER
    return row.standing in SILENT


def _address(asked: Round, step: str, language: str, rows: list[Confirmation]) -> int:
    letter = frozen(asked, step, language)
    due = [row for row in rows if row.delivery is None or row.delivery.letter_id != letter.pk]
    recipients = [mail.Recipient(name_of(row), row.person.email, delivery.slots_of(row)) for row in due]
    made = mail.address_each(letter, recipients)
    for row in due:
        row.delivery = made[name_of(row)]
        row.save(update_fields=["delivery"])
    if step != ASK:
        reminded = Confirmation.objects.filter(pk__in=[row.pk for row in due])
        reminded.update(reminded_count=models.F("reminded_count") + 1, reminded_at=Now())
    return len(due)


def name_of(row: Confirmation) -> str:
    return f"confirmation-{row.pk}"


def frozen(asked: Round, step: str, language: str) -> Letter:
    key = f"{prefix_of(asked)}{step}-{language}"
    frozen = Letter.objects.filter(key=key).first()
    if frozen is not None:
        return frozen
    letter = delivery.letter_of(asked, kind_of(asked, step), language)
    return mail.freeze(
        key=key,
        **letter.parts,
        stream=NOTICE,
        headers=delivery.HEADERS,
    )


def kind_of(asked: Round, step: str) -> str:
    """Which words a step says; a communication check has one letter only."""
    if asked.is_check:
        return "check"
    return ASK if step == ASK else REMIND


def prefix_of(asked: Round) -> str:
    return f"round-{asked.key}-"


def withhold(row: Confirmation) -> None:
    """Take back what has not left to one who has answered."""
    letters = Letter.objects.filter(key__startswith=prefix_of(row.round))
    mail.withhold(Delivery.objects.filter(letter__in=letters, key=name_of(row)))


def withhold_all(closed: Round) -> None:
    mail.withhold(_deliveries_of(closed))
    forget_links(closed)


def forget_links(closed: Round) -> int:
    """Forget links and facts that a closed round's letters bore, but of those on their way; give how many."""
    return mail.forget_slots(_deliveries_of(closed))


def _deliveries_of(asked: Round) -> models.QuerySet[Delivery]:
    letters = Letter.objects.filter(key__startswith=prefix_of(asked))
    return Delivery.objects.filter(letter__in=letters)


def tell_former_address(row: Confirmation, address: str) -> None:
    """Let the address that an answer replaced know, in case that it was not its owner who answered.

    Only the first one of a round: the address the person had, not what the link's holder typed since.
    """
    letter = delivery.moved_of(row.language)
    mail.post(
        to=address,
        **letter.parts,
        stream=NOTICE,
        headers=delivery.HEADERS,
        key=f"moved-{row.key}",
    )


def tell_opener(closed: Round) -> None:
    """Tell who opened a round that it is closed, how it ended and where the report is; once."""
    opener = closed.opened_by
    if opener is None or not opener.is_active:
        return
    with speaking(opener.language):
        context = {
            "round": closed,
            "sentence": sentence_of(tally_of(closed)),
            "link": settings.SITE_URL + closed.get_absolute_url(),
            "reason": _("You opened this round."),
        }
        letter = render_letter("network/email/round_closed", context)
    mail.post(
        to=opener.email,
        **letter.parts,
        stream=NOTICE,
        key=f"closed-{closed.key}",
    )


def remind_one(row_key: UUID) -> bool:
    """Remind one person now; say whether a message was made: not after an answer, nor twice on a day."""
    row = Confirmation.objects.select_related("round").get(key=row_key)
    step = reminder_on(timezone.localdate())
    return _write_to(row.round, [row.pk], step) == 1
