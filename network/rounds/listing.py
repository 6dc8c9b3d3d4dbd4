"""Which addressees of a round are listed: those of a tab or a count, of one State, or of a search."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.rounds.kinds import Kind, kind_of
from network.rounds.models import OVER, SILENT, UNREACHABLE, Addressee, Outcome, Round
from network.rounds.queries import Rows, for_the_board, matching, outstanding
from network.rounds.tally import Counts, StateTally

# What the links of the counts show beside the tabs.
STATUSES_OF_TABS = {"silent": SILENT, "unreachable": UNREACHABLE, "over": OVER}
TAB_LABELS = {
    "outstanding": _("Outstanding"),
    "answered": _("Answered"),
    "all": _("All"),
}
COUNT_LABELS = {
    "silent": _("Silent"),
    "unreachable": _("Unreachable"),
    "over": _("No longer asked"),
}


@dataclass(frozen=True)
class Listing:
    """What a board lists as its query asks: a tab, one State, or those whose name is looked for."""

    rows: Rows
    tab: str
    chosen: StateTally | None
    search: str

    @property
    def current_tab(self) -> str:
        return "" if self.chosen or self.search else self.tab

    @property
    def is_by_state(self) -> bool:
        return self.current_tab == "states"

    def in_words(self, kind: Kind) -> str:
        """Say who is listed: a State, a search, or the label of the tab or count."""
        if self.search:
            return f"“{self.search}”"
        if self.chosen:
            return str(self.chosen.state)
        labels = {**TAB_LABELS, **COUNT_LABELS, **dict(kind.answers.choices)}
        return str(labels.get(self.tab, TAB_LABELS["all"]))


def listing_of(round_: Round, counts: Counts, query: QueryDict) -> Listing:
    """Return what is listed. `show` is a tab, `state` a code; `q` is looked for among all."""
    search = query.get("q", "").strip()
    chosen = next((each for each in counts.states if each.state.iso2 == query.get("state")), None)
    tab = query.get("show", "outstanding" if round_.is_open else "all")
    return Listing(_rows(round_, kind_of(round_), tab, chosen, search), tab, chosen, search)


def _rows(round_: Round, kind: Kind, tab: str, chosen: StateTally | None, search: str) -> Rows:
    """The rows of one tab by State and name; answers in the order they came where speed is the question."""
    rows = for_the_board(Addressee.objects.filter(round=round_).in_order(), kind)
    if search:
        return matching(rows, search)
    if chosen:
        return rows.filter(represents=chosen.state)
    if tab == "outstanding":
        return outstanding(rows)
    if tab == "answered":
        answered = rows.exclude(outcome=Outcome.WAITING)
        return answered.order_by("answered_at", "pk") if kind.measures_speed else answered
    if tab in STATUSES_OF_TABS:
        return rows.filter(status__in=STATUSES_OF_TABS[tab])
    return rows.filter(given=tab) if tab in kind.answers.values else rows
