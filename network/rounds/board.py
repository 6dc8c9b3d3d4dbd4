"""What the board of a round shows; the same number of queries for ten addressees and for ten thousand."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import State
from network.rounds.actions.letters import KIND
from network.rounds.kinds import Kind, Step, kind_of
from network.rounds.models import COMPLETE, OVER, UNREACHABLE, Addressee, Outcome, Round
from network.rounds.queries import Rows, for_the_board, outstanding, status_in_words
from network.rounds.tally import Counts, StateTally, counts_of, duration_in_words, tiles_of
from network.sections import Action
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.ui.pagination import Page, paginate
from nfp_portal.ui.tiles import Tile

ON_A_PAGE = 100


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True)
class RoundState:
    """Whether a round is open, past its last day or closed; `mark` is the kind of a status mark."""

    mark: str
    label: str
    remark: str = ""


@dataclass(frozen=True)
class Tab:
    name: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class Line:
    """One addressee: `mark` is the kind of the status mark, `remarks` says when, how and what."""

    row: Any  # an addressee with its status
    url: str
    mark: str
    status: str
    remarks: list[str]
    may_act: bool
    may_remind: bool

    @property
    def actions_template(self) -> str:
        return f"network/rounds/{'addressee_actions' if self.may_act else 'no_actions'}.html"


@dataclass(frozen=True)
class Board:
    round: Round
    counts: Counts
    figures: list[Figure]
    tiles: list[Tile]
    tabs: list[Tab]
    title: str
    # The lines of the chosen tab or State; None where the table by State is shown instead.
    lines: list[Line] | None
    page: Page[Any]
    job: Job | None
    question: str
    may_act: bool
    actions: list[Action]

    @property
    def opened(self) -> str:
        day = date_format(self.round.opened_on, "j F Y")
        if self.round.opened_by is None:
            return _("opened on %(day)s") % {"day": day}
        return _("opened on %(day)s by %(name)s") % {"day": day, "name": self.round.opened_by}

    @property
    def state(self) -> RoundState:
        return status_of_round(self.round)

    @property
    def address(self) -> str:
        """Where the live part asks for itself again."""
        page = self.round.get_absolute_url()
        return f"{page}?{self.question}" if self.question else page

    @property
    def job_is_running(self) -> bool:
        return self.job is not None and self.job.state != JobState.DONE

    @property
    def progress(self) -> str:
        if self.job is None or not self.job.total:
            return ""
        return _("%(done)d of %(total)d") % {"done": self.job.done, "total": self.job.total}

    @property
    def list_template(self) -> str:
        if self.lines is None:
            return "network/rounds/by_state.html"
        return "network/rounds/addressees.html" if self.lines else "network/rounds/nobody.html"

    @property
    def mark(self) -> str:
        """What a live board shows, in short: the same as long as nothing has moved."""
        states = [
            (each.state.pk, sorted(each.by_status.items()), each.escalated_at) for each in self.counts.states
        ]
        lines = [
            (
                line.row.pk,
                line.status,
                line.row.name,
                line.remarks,
                line.row.answered_at,
                line.row.reminded_at,
            )
            for line in self.lines or []
        ]
        job = self.job and (self.job.state, self.job.done, self.job.total)
        shown = (self.round.closed_at, sorted(self.counts.by_status.items()), states, lines, job)
        return sha256(repr(shown).encode()).hexdigest()[:16]


def board_of(round_: Round, query: QueryDict, *, may_act: bool) -> Board:
    """Return the board as the query of its address asks: `show` is a tab, `state` a code, `page` a number."""
    counts, kind = counts_of(round_), kind_of(round_)
    chosen = next((each for each in counts.states if each.state.iso2 == query.get("state")), None)
    tab = query.get("show", "outstanding" if round_.is_open else "all")
    by_state = tab == "states" and chosen is None
    page = paginate(query, _rows(round_, kind, tab, chosen), ON_A_PAGE)
    kept = query.copy()
    kept.pop("seen", None)
    return Board(
        round=round_,
        counts=counts,
        figures=_figures(counts, kind),
        tiles=tiles_of(counts, list(State.objects.participating())),
        tabs=_tabs(counts, "" if chosen else tab),
        title=chosen.state.name if chosen else _("State by State") if by_state else _("Who was asked"),
        lines=None if by_state else [_line(row, kind, may_act=may_act) for row in page],
        page=page,
        job=Job.objects.filter(kind=KIND, subject=str(round_.key)).order_by("-requested_at").first(),
        question=kept.urlencode(),
        may_act=may_act,
        actions=_actions(round_, kind),
    )


def _actions(round_: Round, kind: Kind) -> list[Action]:
    actions = {
        "remind": _("Remind all who are silent"),
        "escalate": _("Write to the delegations"),
        "close": _("Close the round"),
    }
    offered = {*kind.steps, "close"}
    return [
        Action(label, reverse(f"network:rounds:{name}", args=[round_.key]))
        for name, label in actions.items()
        if name in offered
    ]


def status_of_round(round_: Round) -> RoundState:
    if round_.closed_at:
        day = date_format(timezone.localdate(round_.closed_at), "j F Y")
        return RoundState("done", _("closed on %(day)s") % {"day": day})
    if round_.is_past_its_date:
        until = date_format(round_.takes_answers_until, "j F Y")
        closes = _("closes by itself after %(day)s") % {"day": until}
        return RoundState("due", _("past its last day"), closes)
    return RoundState("running", _("open until %(day)s") % {"day": date_format(round_.closes_on, "j F Y")})


def _rows(round_: Round, kind: Kind, tab: str, chosen: StateTally | None) -> Rows:
    """The rows of one tab by State and name; answers in the order they came where speed is the question."""
    rows = for_the_board(Addressee.objects.filter(round=round_).in_order())
    if chosen:
        return rows.filter(represents=chosen.state)
    if tab == "outstanding":
        return outstanding(rows)
    if tab == "answered":
        answered = rows.exclude(outcome=Outcome.WAITING)
        return answered.order_by("answered_at", "pk") if kind.measures_speed else answered
    return rows


def _figures(counts: Counts, kind: Kind) -> list[Figure]:
    number = counts.states_with_addressees
    states = ngettext("%(number)d State", "%(number)d States", number) % {"number": number}
    percent = f"{100 * counts.answered // counts.total if counts.total else 0} %"
    answers = [Figure(label, str(value)) for label, value in counts.answers]
    figures = [
        Figure(_("Asked"), str(counts.total), states),
        *(answers or [Figure(_("Answered"), str(counts.answered), percent)]),
    ]
    if kind.measures_speed:
        figures.append(Figure(_("Half of them within"), duration_in_words(counts.median) or "–"))
    figures += [
        Figure(_("Unreachable"), str(counts.unreachable)),
        Figure(_("Silent"), str(counts.silent)),
    ]
    return [*figures, Figure(_("No longer asked"), str(counts.over))] if counts.over else figures


def _tabs(counts: Counts, current: str) -> list[Tab]:
    labels = {
        "outstanding": f"{_('Outstanding')} ({counts.outstanding})",
        "answered": f"{_('Answered')} ({counts.answered})",
        "all": f"{_('All')} ({counts.everybody})",
        "states": _("By State"),
    }
    return [Tab(name, label, is_current=name == current) for name, label in labels.items()]


def _line(row: Any, kind: Kind, *, may_act: bool) -> Line:
    return Line(
        row=row,
        url=row.subject.get_absolute_url(),
        mark=_mark_of(row, kind),
        status=status_in_words(row),
        remarks=_remarks(row, kind),
        may_act=may_act and row.status not in COMPLETE | OVER,
        may_remind=Step.REMIND in kind.steps,
    )


def _mark_of(row: Any, kind: Kind) -> str:
    """The kind of a status mark; see templates/components/status.html."""
    if row.status in COMPLETE:
        return "due" if row.given in kind.reported_to_delegation else "confirmed"
    if row.status in UNREACHABLE:
        return "failed"
    return "none" if row.status in OVER else "waiting"


def _remarks(row: Addressee, kind: Kind) -> list[str]:
    if row.answered_at:
        return [_answered(row, kind), *kind.details(row)]
    if row.reminded_at is None:
        return []
    reminded = ngettext(
        "reminded on %(day)s", "reminded %(number)d times, last on %(day)s", row.reminded_count
    )
    day = date_format(timezone.localtime(row.reminded_at), "j F")
    return [reminded % {"day": day, "number": row.reminded_count}]


def _answered(row: Addressee, kind: Kind) -> str:
    """When and how the answer came: "after 3 hours, 4 December, 10:15, by the link: note"."""
    at = row.answered_at or row.round.opened_at
    when = [date_format(timezone.localtime(at), "j F, H:i"), str(row.get_channel_display())]
    if kind.measures_speed:
        when.insert(0, _("after %(time)s") % {"time": timesince(row.round.opened_at, at)})
    if row.answered_name:
        when.append(row.answered_name)
    sentence = ", ".join(when)
    return f"{sentence}: {row.note}" if row.note else sentence
