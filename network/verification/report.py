"""The report of a round by State, as HTML; an interim report until the round is closed."""

import hashlib
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Round, Standing, State
from network.models.rounds import OVER, SILENT, UNREACHABLE
from network.verification.tally import Tally, in_words, sheet_of, tiles_of

# Grows with each change of the template: stored renderings then count as old.
LAYOUT = 2
QUICKEST = 10


def fingerprint(tally: Tally) -> str:
    """SHA-256 of what the report would say."""
    asked = tally.round
    facts = [LAYOUT, asked.title, asked.closed_at, asked.closes_at, issued_on(asked), list(sheet_of(tally))]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def issued_on(asked: Round) -> date:
    """The day of the report: that of the closing, or today while the round is open."""
    return timezone.localdate(asked.closed_at) if asked.closed_at else timezone.localdate()


def compose(tally: Tally) -> str:
    asked = tally.round
    context = {
        "language": "en",
        "round": asked,
        "tally": tally,
        "kind": kind_of(asked),
        "facts": _facts(tally),
        "sentence": sentence_of(tally),
        "tiles": tiles_of(tally, list(State.objects.participating())),
        "issued_on": issued_on(asked),
        "left": [row for row in tally.rows if row.standing == Standing.LEFT],
        "silent": [row for row in tally.rows if row.standing in SILENT],
        "unreachable": [row for row in tally.rows if row.standing in UNREACHABLE],
        "over": [row for row in tally.rows if row.standing in OVER],
        "quickest": [(row, in_words(row.took)) for row in tally.quickest[:QUICKEST]],
    }
    return render_to_string("network/pdf/round_report.html", context)


def kind_of(asked: Round) -> str:
    return _("Interim report") if asked.is_open else _("Closing report")


def _facts(tally: Tally) -> list[tuple[str, Any]]:
    asked = tally.round
    facts = [
        (_("Opened"), date_format(asked.opened_on, "j F Y")),
        (_("Answers expected until"), date_format(asked.closes_on, "j F Y")),
        (_("Closed"), date_format(timezone.localdate(asked.closed_at), "j F Y") if asked.closed_at else ""),
        (_("Half of those who answered did so within"), in_words(tally.median)),
    ]
    return [(term, words) for term, words in facts if words]


def sentence_of(tally: Tally) -> str:
    """The result in one sentence, as it may go into a note."""
    numbers = {"answered": tally.answered, "asked": tally.asked, "number": tally.states_complete}
    told = ngettext(
        "%(answered)d of %(asked)d focal points have answered; all have in %(number)d State.",
        "%(answered)d of %(asked)d focal points have answered; all have in %(number)d States.",
        tally.states_complete,
    )
    return told % numbers
