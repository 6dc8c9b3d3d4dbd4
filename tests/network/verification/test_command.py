"""The command `verification`, and the report it writes."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Round
from network.rounds.report import RoundReport
from network.rounds.tally import head_of, sheet_of, tally_of
from network.verification.actions.answers import Leaving, confirm, leave
from network.verification.models import CHECK
from nfp_portal.accounts.models import Role
from nfp_portal.audit.models import Act, Entry
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import ask, bounce, open_round, rows_of

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("verification", *arguments, stdout=out)
    return out.getvalue()


def test_a_round_is_opened_for_some_states() -> None:
    make_appointment("AT")
    make_appointment("DE")
    last_day = timezone.localdate() + timedelta(days=10)
    output = run("open", "--states", "at", "LI", "--title", "Autumn", "--closes", str(last_day))
    opened = Round.objects.get()
    assert (opened.title, opened.closes_on, opened.addressees.count()) == ("Autumn", last_day, 1)
    assert output == f"Autumn is open until {last_day}: 1 people are asked.\n"


def test_without_options_all_states_are_asked_for_four_weeks() -> None:
    make_appointment("AT")
    run("open")
    opened = Round.objects.get()
    assert opened.states.count() == 57
    assert [(day - opened.opened_on).days for day in opened.reminders_on] == [7, 14]
    assert opened.escalates_on == opened.opened_on + timedelta(days=21)
    assert opened.closes_on == timezone.localdate() + timedelta(days=28)


def test_a_communication_check_is_opened_and_closed_apart_from_a_verification() -> None:
    row = ask()
    run("open", "--check")
    check = Round.objects.get(kind=CHECK)
    run("close", "--check")
    check.refresh_from_db()
    row.round.refresh_from_db()
    assert (check.is_open, row.round.is_open) == (False, True)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["open", "--states", "XX"], "No participating State has the code XX."),
        (["open", "--states", "LI"], "None of these States has a focal point to ask."),
        (["open", "--closes", "2016-04-12"], "The last day cannot lie in the past."),
        (["open", "--closes", "tomorrow"], "write the day as 2026-12-18"),
        (["remind"], "No round is open."),
        (["close"], "No round is open."),
        (["report", "--output", "x.pdf"], "There was no round yet."),
    ],
)
def test_a_refused_command_prints_the_reason(arguments: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        run(*arguments)


def test_a_second_verification_is_refused_with_the_name_of_the_first() -> None:
    ask()
    with pytest.raises(CommandError, match="“Verification 2026” is still open"):
        run("open")


def test_reminding_asks_a_worker_and_closing_counts() -> None:
    row = ask()
    assert "1 people are silent" in run("remind")
    assert Job.objects.filter(parameters__step__startswith="remind").count() == 1
    confirm(row.key, revision=1)
    assert run("close") == "Verification 2026 is closed: 1 of 1 have answered.\n"


def test_a_report_of_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    ask()
    with pytest.raises(CommandError, match=r"must end in \.pdf, \.xlsx or \.csv"):
        run("report", "--output", str(tmp_path / "report.doc"))


def test_a_report_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    ask()
    with pytest.raises(CommandError, match="No such file or directory"):
        run("report", "--output", str(tmp_path / "nowhere" / "report.csv"))


def make_a_round() -> Round:
    """One who confirmed, one who left, one whose address bounces, and a State without anybody."""
    for name in ("Da", "Weg", "Tot"):
        make_appointment(person=make_person(family_name=name, function="=1+1"))
    opened = open_round("AT", "LI")
    rows = {person.family_name: row for person, row in rows_of(opened).items()}
    confirm(rows["Da"].key, revision=1)
    leave(rows["Weg"].key, Leaving(timezone.localdate(), "Eva", "Neu"))
    bounce(rows["Tot"])
    return opened


def test_the_sheet_has_a_line_for_each_person_and_each_empty_state() -> None:
    lines = list(sheet_of(tally_of(make_a_round())))
    assert {len(line) for line in lines} == {15}
    rows = [(line[1], line[2], line[7]) for line in lines]
    assert rows == [
        ("AT", "Da", "confirmed"),
        ("AT", "Tot", "address refuses mail"),
        ("AT", "Weg", "has left"),
        ("LI", "", "nobody to ask"),
    ]


def test_csv_and_xlsx_say_the_same_and_carry_no_formula(tmp_path: Path) -> None:
    opened = make_a_round()
    for kind in ("csv", "xlsx"):
        run("report", "--output", str(tmp_path / f"report.{kind}"))
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx").active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0] == cells[0] == list(head_of(opened))
    assert [line[2] for line in lines] == [row[2] or "" for row in cells]
    assert lines[1][4] == "'=1+1"
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_the_pdf_says_the_result_state_by_state(tmp_path: Path) -> None:
    close_round(make_a_round().key)
    run("report", "--output", str(tmp_path / "report.pdf"))
    pdf = PdfReader(tmp_path / "report.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Closing report: Verification 2026"
    assert "2 of 3 focal points have answered" in text
    assert "Eva NEU" in text
    assert "address refuses mail" in text


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    return client


def address(opened: Round, kind: str) -> str:
    return reverse("network:rounds:report", args=[opened.key, kind])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_from_the_board_is_noted_in_the_trail(editor: Client, kind: str) -> None:
    opened = make_a_round()
    response = editor.get(address(opened, kind))
    assert response.status_code == 200
    assert f'filename="verification-2026.{kind}"' in response.headers["Content-Disposition"]
    assert Entry.objects.get(act=Act.EXPORT).subject == f"round:{opened.key}"


def test_a_pdf_is_made_by_a_worker_once_for_what_it_says(editor: Client) -> None:
    opened = make_a_round()
    first = editor.get(address(opened, "pdf"))
    job = Job.objects.get(kind="network.round_report")
    assert first.status_code == 202
    assert f'hx-get="{job.get_absolute_url()}?open"' in first.content.decode()
    jobs.run(job.pk)
    response = editor.get(address(opened, "pdf"))
    assert response.headers["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(b"".join(response))).metadata.title.startswith("Interim report")  # type: ignore[union-attr] # it has one
    assert Job.objects.filter(kind="network.round_report").count() == 1
    bounced = Addressee.objects.get(person__family_name="Tot")
    confirm(bounced.key, revision=1)
    assert editor.get(address(opened, "pdf")).status_code == 202
    assert Job.objects.filter(kind="network.round_report").count() == 2


def test_a_report_of_another_kind_or_for_others_is_not_found(editor: Client) -> None:
    opened = make_a_round()
    assert editor.get(address(opened, "doc")).status_code == 404
    for role in (Role.FOCAL_POINT, Role.DELEGATION):
        editor.force_login(make_user(role))
        assert editor.get(address(opened, "csv")).status_code == 404


def test_the_sheet_counts_days_in_vienna() -> None:
    row = ask()
    confirm(row.key, revision=1)
    half_past_midnight = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    Round.objects.update(opened_at=half_past_midnight - timedelta(days=1))
    Addressee.objects.update(answered_at=half_past_midnight, escalated_at=half_past_midnight)
    (line,) = sheet_of(tally_of(Round.objects.get()))
    cells = dict(zip(head_of(Round.objects.get()), line, strict=True))
    assert (cells["Answered on"], cells["Delegation written to"]) == (date(2026, 11, 22), date(2026, 11, 22))


def test_an_unchanged_interim_report_bears_the_day_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = RoundReport(tally_of(ask().round))
    today = counted.fingerprint()
    assert counted.fingerprint() == today
    monkeypatch.setattr("network.rounds.report.issued_on", lambda _asked: date(2031, 1, 1))
    assert counted.fingerprint() != today


def test_a_round_from_the_command_line_ends_within_two_years() -> None:
    make_appointment()
    with pytest.raises(CommandError, match="two years"):
        run("open", "--closes", "9999-12-31")
