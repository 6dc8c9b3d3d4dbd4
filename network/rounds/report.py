"""The report of a round by State, as HTML; before the closing it is an interim report."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import State
from network.rounds.kinds import Step, Table, kind_of
from network.rounds.models import OVER, SILENT, UNREACHABLE, Addressee, Round, Status
from network.rounds.permissions import may_see_board
from network.rounds.queries import status_in_words
from network.rounds.tally import Tally, duration_in_words, sheet_of, tally_of, tiles_of
from nfp_portal.accounts.access import is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job
from nfp_portal.renderings.documents import Document
from nfp_portal.text.addresses import readable_address
from nfp_portal.ui.tiles import legend

QUICKEST = 10


@dataclass(frozen=True)
class RoundReport(Document):
    kind: ClassVar[str] = "network.round_report"
    templates: ClassVar[tuple[str, ...]] = (
        "network/rounds/pdf/report.html",
        "components/tile_map_pdf.html",
    )
    tally: Tally

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(tally_of(Round.objects.get(key=job.subject)))

    @property
    def subject(self) -> str:
        return str(self.tally.round.key)

    def fingerprint(self) -> str:
        reported, rows = self.tally.round, list(sheet_of(self.tally))
        facts = [reported.title, reported.closed_at, reported.closes_at, issued_on(reported), rows]
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    def compose(self) -> str:
        return compose(self.tally)

    @property
    def title(self) -> str:
        return f"{report_title(self.tally.round)}: {self.tally.round.title}"

    @property
    def url(self) -> str:
        return reverse("network:rounds:report", args=[self.tally.round.key, "pdf"])

    def may_read(self, user: User) -> bool:
        return is_secretariat(user) and may_see_board(user, self.tally.round)

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(self.tally.round.title, self.tally.round.get_absolute_url())]


def issued_on(round_: Round) -> date:
    """The day of the report: that of the closing, or today while the round is open."""
    return timezone.localdate(round_.closed_at) if round_.closed_at else timezone.localdate()


def compose(tally: Tally) -> str:
    tiles = tiles_of(tally, list(State.objects.participating()))
    context = {
        "language": "en",
        "round": tally.round,
        "tally": tally,
        "title": report_title(tally.round),
        "facts": _facts(tally),
        "sentence": sentence_of(tally),
        "figures": _figures(tally),
        "tiles": tiles,
        "legend": legend(tiles),
        "issued_on": issued_on(tally.round),
        "escalates": Step.ESCALATE in kind_of(tally.round).steps,
        "tables": [table for table in _tables(tally) if table.rows],
    }
    return render_to_string("network/rounds/pdf/report.html", context)


def _figures(tally: Tally) -> list[tuple[str, int]]:
    return [
        (_("Asked"), tally.total),
        *(tally.answers or [(_("Answered"), tally.answered)]),
        (_("Unreachable"), tally.unreachable),
        (_("Silent"), tally.silent),
    ]


def _tables(tally: Tally) -> list[Table]:
    """The kind's own tables, then whose answer is missing and why, then who was quickest if that counts."""
    kind = kind_of(tally.round)
    quickest = tally.quickest[:QUICKEST] if kind.measures_speed else []
    took = [(_state_of(row), row.name, duration_in_words(row.took)) for row in quickest]
    return [
        *kind.tables(tally.rows),
        _listed(_("Who cannot be reached"), tally, UNREACHABLE),
        _listed(_("Who is silent"), tally, SILENT),
        _listed(_("For whose answer nobody waits any more"), tally, OVER),
        Table(_("Who answered first"), (_("State"), _("Name"), _("After")), took),
    ]


def _listed(title: str, tally: Tally, statuses: frozenset[Status]) -> Table:
    head = (_("State"), _("Name"), _("E-mail"), _("Status"), _("Reminders"))
    rows = [
        (_state_of(row), row.name, _address_of(row), status_in_words(row), str(row.reminded_count))
        for row in tally.rows
        if row.status in statuses
    ]
    return Table(title, head, rows)


def _address_of(row: Addressee) -> str:
    return readable_address(row.person.email) if row.person and row.person.email else "–"


def _state_of(row: Addressee) -> str:
    return row.represents.name if row.represents else "–"


def report_title(round_: Round) -> str:
    return _("Interim report") if round_.is_open else _("Closing report")


def _facts(tally: Tally) -> list[tuple[str, Any]]:
    round_ = tally.round
    closed_on = timezone.localdate(round_.closed_at) if round_.closed_at else None
    facts = [
        (_("Opened"), date_format(round_.opened_on, "j F Y")),
        (_("Answers expected until"), date_format(round_.closes_on, "j F Y")),
        (_("Closed"), date_format(closed_on, "j F Y") if closed_on else ""),
        (_("Half of those who answered did so within"), duration_in_words(tally.median)),
    ]
    return [(label, value) for label, value in facts if value]


def sentence_of(tally: Tally) -> str:
    """The result in one sentence, as it may go into a note."""
    return kind_of(tally.round).result(
        answered=tally.answered, total=tally.total, complete=tally.states_complete
    )
