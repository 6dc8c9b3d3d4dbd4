"""What a room says of its own kind of round; the rounds know no kind by name.

A kind is registered in its room's `AppConfig.ready()` and has no table. Its answers are a table of the room,
one-to-one with `Addressee`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Value
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, State
from network.rounds.models import Addressee, Mailbox, Round, Status
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.ui.letters import Letter
from nfp_portal.ui.spreadsheets import Cell

LINK = "answer_url"


class Step(StrEnum):
    """What a letter of a round is for; a reminder's step bears its day too (`letters.reminder_on`)."""

    ASK = "ask"
    REMIND = "remind"
    ESCALATE = "escalate"


class SomeAnswer(models.TextChoices):
    """The answers of a kind that only asks whether somebody answered."""

    ANSWERED = "answered", _("answered")


@dataclass(frozen=True)
class Plan:
    """What a round will be; it is open from now until `closes_at`.

    `states` and `organisations` are those it is put to; `scope` names what it is about, `about` a part of it.
    """

    kind: str
    title: str
    states: tuple[State, ...]
    closes_at: datetime
    scope: str = ""
    late_days: int = 0
    reminders_on: tuple[date, ...] = ()
    escalates_on: date | None = None
    is_demonstration: bool = False
    organisations: tuple[Organisation, ...] = ()
    about: str = ""

    @property
    def closes_on(self) -> date:
        """The last day on which answers are expected, in Vienna."""
        return timezone.localdate(self.closes_at - timedelta(seconds=1))


@dataclass(frozen=True)
class Table:
    """A table of the closing report."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


class Kind:
    """One kind of round. A room overrides what differs: nothing here asks which kind it is."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    answers: ClassVar[type[models.TextChoices]] = SomeAnswer
    # What the answers are called above their numbers.
    figure_labels: ClassVar[dict[str, str | Promise]] = {}
    steps: ClassVar[frozenset[Step]] = frozenset(Step)
    # Whether the time to the answer is itself the question: the board shows the median, the report the first.
    measures_speed: ClassVar[bool] = False
    # Whether answers change in the late days as before, so that nobody is asked to close the round then.
    stays_open_late: ClassVar[bool] = False
    # Whether the letters to a State go to its focal points, and not to the contacts of its delegation.
    writes_to_focal_points: ClassVar[bool] = False
    # Whether its page behind the link says itself what became of somebody who is no longer asked.
    has_page_after_end: ClassVar[bool] = False
    # What the statuses are called where the general word says too little.
    status_labels: ClassVar[dict[Status, str | Promise]] = {}

    behalf_lede: ClassVar[str | Promise] = _("Note what was said, and how it came in.")
    behalf_submit: ClassVar[str | Promise] = _("Record the answer")
    # The page that lists the rounds of the kind.
    home_label: ClassVar[str | Promise] = _("Desk")
    home_route: ClassVar[str] = "desk"

    @property
    def home_url(self) -> str:
        return reverse(self.home_route)

    def may_see_board(self, user: User | AnonymousUser, round_: Round) -> bool:
        return is_secretariat(user)

    def addressees(self, plan: Plan) -> list[Addressee]:
        """Return whom a round of this plan asks, unsaved and without a round."""
        raise NotImplementedError

    def prepare(self, rows: list[Addressee]) -> None:
        """Add what the kind keeps of each addressee from the opening on."""

    def no_longer_asked(self) -> models.Expression | models.Q:
        """Return the condition under which nobody waits for an addressee's answer any more."""
        return Value(value=False, output_field=models.BooleanField())

    def answer_given(self) -> models.Expression | models.F:
        """Return the column that says which of `answers` an addressee gave; "" before the answer."""
        given = models.Q(outcome__in=Addressee.ANSWERED_OUTCOMES)
        return models.Case(models.When(given, then=Value(self.answers.values[0])), default=Value(""))

    def letter(self, round_: Round, step: Step, language: str) -> Letter:
        """Write one letter for all addressees; `{{name}}` is a slot, `{{answer_url}}` that of the link."""
        raise NotImplementedError

    def slots(self, mailbox: Mailbox) -> dict[str, str]:
        """Return what the letter's slots say to one mailbox, but for the link."""
        return {}

    def with_facts(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Fetch with the rows what `slots`, `facts` and the columns ask for."""
        return rows

    def escalation(self, round_: Round, state: State, rows: Sequence[Addressee], language: str) -> Letter:
        """Write to a State's contacts and delegation whose answer is outstanding; no slots."""
        raise NotImplementedError

    # The answers that an escalation names to the delegation beside those outstanding.
    reported_to_delegation: ClassVar[frozenset[str]] = frozenset()

    def ended(self) -> tuple[str, str]:
        """Return title and text of the page for somebody who is no longer asked."""
        raise NotImplementedError

    def facts(self, row: Addressee) -> list[tuple[str, str]]:
        """Return what is read out to somebody who is called, as label and value."""
        return []

    def answer_on_behalf(self, row: Addressee, *, note: str, by: User) -> None:
        raise NotImplementedError

    def behalf_url(self, row: Addressee) -> str:
        """Return the kind's own page for entering an answer; "" where a note is all there is to enter."""
        return ""

    def part_of(self, row: Addressee) -> list[str]:
        """Return what a row is asked about, where a round asks about several things; the board says it."""
        return []

    def details(self, row: Addressee) -> list[str]:
        """Return what the board says of an answer besides its status, when and how."""
        return []

    def names_sender(self, row: Addressee) -> bool:
        """Return whether board, report and sheet say who sent an answer, and the note to it."""
        return True

    # The columns of the sheet that say who was asked, and those that follow the status.
    who_head: ClassVar[tuple[str, ...]] = ("Name",)
    answer_head: ClassVar[tuple[str, ...]] = ()

    def who(self, row: Addressee) -> list[Cell]:
        return [row.name]

    def answer(self, row: Addressee) -> list[Cell]:
        return []

    def on_close(self, round_: Round) -> None:
        """Do what the kind does besides when a round is closed, in the same transaction."""

    def merge_answer(self, target: Addressee, duplicate: Addressee, *, is_newer: bool) -> None:
        """Keep one answer of a merged person's two entries: the duplicate's if it `is_newer`."""

    def result(self, *, answered: int, total: int, complete: int) -> str:
        """Return the result of a round in one sentence; `complete` counts States where all have answered."""
        return gettext("%(answered)d of %(asked)d have answered.") % {"answered": answered, "asked": total}

    def tables(self, rows: Sequence[Addressee]) -> list[Table]:
        """Return the kind's own tables of the closing report, from all rows of the round."""
        return []

    def tile_of(self, answer: str) -> str:
        """Return the tile of a map by which States are marked that gave this answer; "" for none."""
        return ""

    def label_of(self, status: str, answer: str = "") -> str:
        """Return a status in words: an answer by its own label."""
        if status == Status.ANSWERED and answer:
            return str(dict(self.answers.choices).get(answer, answer))
        return str(self.status_labels.get(Status(status)) or Status(status).label)

    def next_on(self, round_: Round) -> date | None:
        """Return about when the next round of this kind begins; None where that is not known."""
        return None


Page = Callable[[HttpRequest, Mailbox], HttpResponseBase]
_KINDS: dict[str, Kind] = {}
_PAGES: dict[str, Page] = {}
_PAGES_AFTERWARDS: dict[str, Page] = {}


def register_kind(kind: Kind, page: Page, *, afterwards: Page | None = None) -> None:
    """Make a kind known, with the view behind its addressees' links: GET shows, POST acts.

    `afterwards` is the view once the round is closed; without one the page says that it is.
    """
    _KINDS[kind.name] = kind
    _PAGES[kind.name] = page
    if afterwards is not None:
        _PAGES_AFTERWARDS[kind.name] = afterwards


def link_page_of(round_: Round) -> Page:
    return _PAGES[round_.kind]


def page_afterwards(round_: Round) -> Page | None:
    return _PAGES_AFTERWARDS.get(round_.kind)


def kind_of(round_: Round) -> Kind:
    return _KINDS[round_.kind]


def kind_named(name: str) -> Kind:
    return _KINDS[name]


def kinds() -> Iterable[Kind]:
    return _KINDS.values()


def by_kind(
    expression: Callable[[Kind], Any], *, default: Any, output_field: models.Field[Any, Any]
) -> models.Case:
    """Return what each row's kind says, in one expression over rows of all kinds."""
    cases = [models.When(round__kind=kind.name, then=expression(kind)) for kind in kinds()]
    return models.Case(*cases, default=Value(default), output_field=output_field)
