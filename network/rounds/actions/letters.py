"""The letters of a round, frozen per step and language, and what is taken back of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Appointment, Contact, Person
from network.rounds.kinds import LINK, Kind, Step, kind_of
from network.rounds.links import address_of
from network.rounds.models import OVER, SILENT, Addressee, Mailbox, Outcome, Round, Status
from network.rounds.queries import for_the_board
from network.rounds.report import sentence_of
from network.rounds.tally import tally_of
from nfp_portal.accounts.languages import in_language
from nfp_portal.accounts.models import User
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.jobs.registry import ReportProgress
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Delivery, Letter
from nfp_portal.ui.letters import render_letter

KIND = "network.round_letters"
# So many addressees are locked at once while their letters are addressed.
BATCH = 50
# Answers by hand reach the secretariat; other machines need not answer at all (RFC 3834).


def reminder_on(day: date) -> str:
    """Return the step of a day's reminder: nobody gets two on one day, by click or by schedule."""
    return f"{Step.REMIND}-{day:%Y-%m-%d}"


def asking_again(number: int) -> str:
    """Return the step of the letter that asks somebody for the `number`th time, about something newer."""
    return f"{Step.ASK}-{number}" if number > 1 else str(Step.ASK)


def _asks(step: str) -> bool:
    return step.partition("-")[0] == Step.ASK


def request_letters(round_: Round, step: str, *, by: User | None) -> Job:
    """Have a worker write to everyone the step concerns; requested twice it is done once."""
    return jobs.request(KIND, str(round_.key), {"step": step}, by)


def send_step(key: UUID, step: str, report: ReportProgress) -> int:
    """Write one step's letters of an open round; give how many messages were addressed."""
    round_ = Round.objects.get(key=key)
    rows = for_the_board(Addressee.objects.waiting().filter(round=round_).order_by("pk"), kind_of(round_))
    waiting = [row.pk for row in rows if _is_written_to(row, step)]
    written = 0
    for start in range(0, len(waiting), BATCH):
        report(start, len(waiting))
        written += _write_to(round_, waiting[start : start + BATCH], step)
    return written


@transaction.atomic
def _write_to(round_: Round, numbers: list[int], step: str) -> int:
    still_open = Round.objects.open().select_for_update(no_key=True).filter(pk=round_.pk)
    if still_open.first() is None:
        return 0
    waiting = Addressee.objects.filter(pk__in=numbers, outcome=Outcome.WAITING)
    locked = for_the_board(waiting, kind_of(round_)).select_for_update(of=["self"]).order_by("pk")
    rows = [row for row in locked if _is_written_to(row, step)]
    by_language = defaultdict(list)
    for mailbox in current_mailboxes(rows):
        by_language[mailbox.language].append(mailbox)
    written = [
        mailbox
        for language, mailboxes in by_language.items()
        for mailbox in _address(round_, step, language, mailboxes)
    ]
    if not _asks(step):
        reminded = Addressee.objects.filter(pk__in={mailbox.addressee_id for mailbox in written})
        reminded.update(reminded_count=models.F("reminded_count") + 1, reminded_at=Now())
    return len(written)


def _is_written_to(row: Addressee, step: str) -> bool:
    """Everyone with an address is asked; reminded is who can be reached."""
    if _asks(step):
        return row.status not in OVER | {Status.NO_ADDRESS}
    return row.status in SILENT


def current_mailboxes(rows: list[Addressee]) -> list[Mailbox]:
    """Return the mailboxes of the addresses that the record has today; those of new addresses are made."""
    wanted = [mailbox for row, written_to in addresses_of(rows) for mailbox in _mailboxes(row, written_to)]
    Mailbox.objects.bulk_create(wanted, ignore_conflicts=True)
    addresses = {(mailbox.addressee_id, mailbox.address) for mailbox in wanted}
    by_row = {row.pk: row for row in rows}
    mailboxes = Mailbox.objects.filter(addressee__in=by_row).select_related("delivery").order_by("pk")
    current = [each for each in mailboxes if (each.addressee_id, each.address) in addresses]
    for mailbox in current:
        mailbox.addressee = by_row[mailbox.addressee_id]
    return current


def _mailboxes(row: Addressee, written_to: Iterable[Contact | Person]) -> Iterable[Mailbox]:
    person = row.person
    if person is not None:
        return [_mailbox(row, person)] if person.email else []
    return [_mailbox(row, each) for each in written_to]


def _mailbox(row: Addressee, whom: Contact | Person) -> Mailbox:
    if isinstance(whom, Person):
        return Mailbox(addressee=row, name=str(whom), address=whom.email, language=whom.language_of_mail)
    return Mailbox(addressee=row, name=whom.name, address=whom.address, language=whom.language)


def addresses_of(rows: list[Addressee]) -> Iterable[tuple[Addressee, Sequence[Contact | Person]]]:
    """Whom the letters to States and organisations reach, in three queries for all rows."""
    of_states: dict[int | None, list[Contact | Person]] = defaultdict(list)
    of_organisations: dict[int | None, list[Contact | Person]] = defaultdict(list)
    to_focal_points = {row.state_id for row in rows if row.state_id and _is_to_focal_points(row)}
    appointed = Appointment.objects.in_force().filter(state__in=to_focal_points).exclude(person__email="")
    for appointment in appointed.with_people().select_related("person__user").order_by("pk"):
        of_states[appointment.state_id].append(appointment.person)
    states = {row.state_id for row in rows if row.state_id} - to_focal_points
    for contact in Contact.objects.filter(state__in=states):
        of_states[contact.state_id].append(contact)
    organisations = {row.organisation_id for row in rows if row.organisation_id}
    for contact in Contact.objects.filter(organisation__in=organisations):
        of_organisations[contact.organisation_id].append(contact)
    for row in rows:
        yield row, of_states[row.state_id] if row.state_id else of_organisations[row.organisation_id]


def _is_to_focal_points(row: Addressee) -> bool:
    return kind_of(row.round).writes_to_focal_points


def _address(round_: Round, step: str, language: str, mailboxes: list[Mailbox]) -> list[Mailbox]:
    """Address the step's letter to those mailboxes that do not have it yet; return these."""
    letter, kind = frozen(round_, step, language), kind_of(round_)
    due = [each for each in mailboxes if each.delivery is None or each.delivery.letter_id != letter.pk]
    recipients = [mail.Recipient(name_of(each), each.address, slots_of(kind, each)) for each in due]
    made = mail.address_each(letter, recipients)
    for mailbox in due:
        mailbox.delivery = made[name_of(mailbox)]
        mailbox.save(update_fields=["delivery"])
    return due


def slots_of(kind: Kind, mailbox: Mailbox) -> dict[str, str]:
    return kind.slots(mailbox) | {LINK: address_of(mailbox)}


def name_of(mailbox: Mailbox) -> str:
    return f"mailbox-{mailbox.pk}"


def frozen(round_: Round, step: str, language: str) -> Letter:
    """Return the step's letter in a language as it was frozen first."""
    key = f"{prefix_of(round_)}{step}-{language}"
    if letter := Letter.objects.filter(key=key).first():
        return letter
    which = Step.ASK if _asks(step) else Step.REMIND
    written = kind_of(round_).letter(round_, which, language)
    return mail.freeze(key=key, **written.parts, stream=NOTICE, headers=mail.AUTOMATIC_HEADERS)


def prefix_of(round_: Round) -> str:
    return f"round-{round_.key}-"


def withhold(row: Addressee) -> None:
    """Take back what has not left to one who has answered."""
    letters = Letter.objects.filter(key__startswith=prefix_of(row.round))
    keys = [name_of(mailbox) for mailbox in row.mailboxes.all()]
    mail.withhold(Delivery.objects.filter(letter__in=letters, key__in=keys))


def withhold_all(closed: Round) -> None:
    mail.withhold(_deliveries_of(closed))
    purge_links(closed)


def purge_links(closed: Round) -> int:
    """Remove links and facts from a closed round's letters, except from those on their way; give how many."""
    return mail.forget_slots(_deliveries_of(closed))


def _deliveries_of(round_: Round) -> models.QuerySet[Delivery]:
    letters = Letter.objects.filter(key__startswith=prefix_of(round_))
    return Delivery.objects.filter(letter__in=letters)


def notify_opener(closed: Round) -> None:
    """Mail who opened a round that it is closed, how it ended and where the report is; once."""
    opener = closed.opened_by
    if opener is None or not opener.is_active:
        return
    with in_language(opener.language):
        context = {
            "round": closed,
            "sentence": sentence_of(tally_of(closed)),
            "link": settings.SITE_URL + closed.get_absolute_url(),
            "reason": _("You opened this round."),
        }
        letter = render_letter("network/rounds/email/closed", context)
    mail.post(to=opener.email, **letter.parts, stream=NOTICE, key=f"closed-{closed.key}")


def ask_one(row: Addressee, number: int = 1) -> bool:
    """Ask one addressee of an open round now, for the `number`th time; say whether a message was made."""
    return _write_to(row.round, [row.pk], asking_again(number)) > 0


def remind_one(key: UUID) -> bool:
    """Remind one addressee now; say whether a message was made: not after an answer, nor twice on a day."""
    row = Addressee.objects.select_related("round").get(key=key)
    return _write_to(row.round, [row.pk], reminder_on(timezone.localdate())) > 0
