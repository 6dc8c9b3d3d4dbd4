"""A round of verification from the command line: open it, remind, close, report."""

import shutil
from argparse import ArgumentTypeError
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from network.directory.past import end_of
from network.models import State
from network.rounds.actions import daily
from network.rounds.actions.opening import NobodyToAskError, OpenAlreadyError, close_round, open_round
from network.rounds.actions.report import print_report
from network.rounds.kinds import Plan
from network.rounds.models import Round
from network.rounds.tally import Tally, counts_of, head_of, sheet_of, tally_of
from network.verification.forms import LONGEST_ROUND
from network.verification.models import CHECK, VERIFICATION
from network.verification.plans import ROUND_DAYS, check, verification
from nfp_portal.jobs.registry import no_progress
from nfp_portal.jobs.renderer import RenderError
from nfp_portal.ui import spreadsheets


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("write the day as 2026-12-18") from error


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        opening = verbs.add_parser("open", help="ask the focal points of all or some States")
        opening.add_argument("--states", nargs="+", metavar="CODE", help="two-letter codes; all without it")
        opening.add_argument("--title", default="")
        opening.add_argument("--closes", type=_day, metavar="YYYY-MM-DD", help="the last day for answers")
        opening.add_argument("--check", action="store_true", help="a communication check of 48 hours")
        for verb, description in (("remind", "remind who is silent"), ("close", "take no more answers")):
            verbs.add_parser(verb, help=description).add_argument("--check", action="store_true")
        report = verbs.add_parser("report", help="write the report, by the ending of the file's name")
        report.add_argument("--output", type=Path, required=True, metavar="FILE.pdf|.xlsx|.csv")
        report.add_argument("--check", action="store_true")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        getattr(self, f"_{verb}")(options)

    def _open(self, options: dict[str, Any]) -> None:
        try:
            opened = open_round(_plan(options), by=None)
        except OpenAlreadyError as error:
            raise CommandError(f"{error} Close it first.") from error
        except NobodyToAskError as error:
            raise CommandError("None of these States has a focal point to ask.") from error
        number = opened.addressees.count()
        self.stdout.write(f"{opened.title} is open until {opened.closes_on}: {number} people are asked.")

    def _remind(self, options: dict[str, Any]) -> None:
        round_ = _open_round(options)
        daily.remind_all(round_.key, by=None)
        silent = counts_of(round_).silent
        self.stdout.write(f"{round_.title}: {silent} people are silent; a worker reminds them, once a day.")

    def _close(self, options: dict[str, Any]) -> None:
        closed = close_round(_open_round(options).key)
        counted = tally_of(closed)
        self.stdout.write(f"{closed.title} is closed: {counted.answered} of {counted.total} have answered.")

    def _report(self, options: dict[str, Any]) -> None:
        output: Path = options["output"]
        latest = _of_kind(options).order_by("-opened_at").first()
        if latest is None:
            raise CommandError("There was no round yet.")
        try:
            _write(tally_of(latest), output)
        except (OSError, RenderError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{output}: {output.stat().st_size} bytes")


def _plan(options: dict[str, Any]) -> Plan:
    today = timezone.localdate()
    states = _states(options["states"])
    if options["check"]:
        return check(options["title"] or f"Communication check {today}", states)
    closes_on = options["closes"] or today + timedelta(days=ROUND_DAYS)
    if closes_on < today:
        raise CommandError("The last day cannot lie in the past.")
    if closes_on > today + LONGEST_ROUND:
        raise CommandError("The last day lies more than two years ahead.")
    return verification(options["title"] or f"Verification {today.year}", states, end_of(closes_on))


def _states(codes: list[str] | None) -> tuple[State, ...]:
    known = {state.iso2: state for state in State.objects.participating()}
    wanted = [code.upper() for code in codes or known]
    unknown = sorted(set(wanted) - known.keys())
    if unknown:
        raise CommandError(f"No participating State has the code {', '.join(unknown)}.")
    return tuple(known[code] for code in wanted)


def _of_kind(options: dict[str, Any]) -> QuerySet[Round]:
    return Round.objects.of_kind(CHECK if options["check"] else VERIFICATION)


def _open_round(options: dict[str, Any]) -> Round:
    latest = _of_kind(options).filter(closed_at=None).order_by("-opened_at").first()
    if latest is None:
        raise CommandError("No round is open.")
    return latest


def _write(tally: Tally, output: Path) -> None:
    match output.suffix:
        case ".pdf":
            shutil.move(print_report(tally.round.key, no_progress), output)
        case ".csv":
            output.write_bytes(spreadsheets.to_csv(head_of(tally.round), sheet_of(tally)))
        case ".xlsx":
            output.write_bytes(
                spreadsheets.to_xlsx(head_of(tally.round), sheet_of(tally), title="Verification")
            )
        case _:
            raise CommandError("The name of the file must end in .pdf, .xlsx or .csv.")
