"""Data is purged after the periods in the runbook's table."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client
from django.utils import timezone

from network.imports.actions import commits, previews
from network.imports.actions import retention as imports
from network.imports.models import Import, ImportRow
from network.models import Person
from network.proposals.actions import decisions
from network.proposals.actions import retention as proposals
from network.proposals.models import Proposal, ProposalKind, ProposalStatus
from network.rounds.models import Round
from network.verification.actions import retention as verification
from network.verification.actions.answers import Leaving, leave
from network.verification.models import VERIFICATION, Confirmation
from newsletter.contributions import retention as drafts
from newsletter.contributions.models import Offering
from newsletter.models import Piece
from nfp_portal.accounts.models import Role
from nfp_portal.audit.actions import quota
from nfp_portal.audit.models import ReadCount
from nfp_portal.front.retention import keep_no_longer
from nfp_portal.jobs.models import PeriodicRun
from nfp_portal.revisions.history import events_of
from tests.factories.accounts import client_of, make_user
from tests.factories.files import make_scan
from tests.factories.imports import ANNA, committed, previewed
from tests.factories.network import make_delegate, make_person
from tests.factories.newsletter import make_piece
from tests.factories.proposals import make_proposal
from tests.factories.rounds import Row, answer_of, ask, confirmation_of
from tests.roles import acting_as

pytestmark = pytest.mark.django_db
REJECTED = ("Atlantis", "Nobody", "Known", "nobody@example.org", "", "2016-04-12")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.REQUIRE_MFA = False


def ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days, minutes=1)


def files(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


def let_be_old(row: Proposal | Round, days: int) -> None:
    """Move the whole history of a row into the past by this number of days."""
    with pgtrigger.ignore(f"network.{type(row).__name__}Event:append_only"):
        row.events.update(pgh_created_at=ago(days))  # type: ignore[union-attr] # pghistory adds it


# Imports ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (30, 0)])
def test_an_uncommitted_spreadsheet_is_discarded_after_thirty_days(
    tmp_path: Path, days: int, kept: int
) -> None:
    previewed(ANNA)
    Import.objects.update(at=ago(days))
    assert imports.discard_unwritten() == 1 - kept
    assert (Import.objects.count(), files(tmp_path)) == (kept, kept)


@pytest.mark.parametrize(("days", "kept"), [(179, 1), (180, 0)])
def test_the_original_and_the_rejected_rows_of_an_import_go_after_half_a_year(
    tmp_path: Path, days: int, kept: int
) -> None:
    source = committed(ANNA, REJECTED)
    Import.objects.update(committed_at=ago(days))
    assert imports.strip_written() == 1 - kept
    assert imports.strip_written() == 0
    assert (files(tmp_path), source.rows.count()) == (kept, 1 + kept)
    assert any(source.rows.values_list("cells", flat=True)) == bool(kept)
    editor = client_of(make_user(Role.EDITOR))
    shown = editor.get(source.get_absolute_url()).content.decode()
    assert ("not kept any longer" in shown) == (not kept)
    for part in ("original", "rejected.csv", "rejected.xlsx"):
        answer = editor.get(f"{source.get_absolute_url()}{part}")
        answer.getvalue()
        assert answer.status_code == (200 if kept else 404)


def test_an_import_can_be_undone_after_its_file_was_purged() -> None:
    source = committed(ANNA)
    Import.objects.update(committed_at=ago(200))
    imports.strip_written()
    commits.undo(source.pk, by=None)
    assert not Person.objects.exists()


def test_an_undone_import_keeps_no_rows() -> None:
    source = committed(ANNA)
    commits.undo(source.pk, by=None)
    Import.objects.update(committed_at=ago(179))
    assert imports.strip_undone() == 0
    Import.objects.update(committed_at=ago(180))
    assert imports.strip_undone() == 1
    assert not ImportRow.objects.exists()


def test_an_import_undone_after_its_file_was_purged_keeps_no_rows() -> None:
    source = committed(ANNA)
    Import.objects.update(committed_at=ago(200))
    imports.strip_written()
    commits.undo(source.pk, by=None)
    keep_no_longer()
    assert not ImportRow.objects.exists()


# Requests -----------------------------------------------------------------------------------------


def declined(days: int, **facts: Any) -> Proposal:
    """Make a proposal that was declined this number of days ago."""
    proposal = make_proposal("AT", submitted_by=make_delegate("AT"), note="By courier.", **facts)
    proposal.status, proposal.reason = ProposalStatus.DECLINED, "Not now."
    proposal.decided_by, proposal.decided_at = make_user(Role.EDITOR), ago(days)
    proposal.save()
    let_be_old(proposal, days)
    return proposal


def everything(proposal: Proposal) -> str:
    """Return the row and its whole history as text."""
    rows = [*Proposal.objects.filter(pk=proposal.pk).values(), *proposal.events.values()]  # type: ignore[attr-defined] # pghistory adds it
    return str(rows)


@pytest.mark.parametrize(("days", "kept"), [(364, True), (365, False)])
def test_a_declined_nominee_is_forgotten_after_a_year_in_the_history_too(days: int, *, kept: bool) -> None:
    nominee = {"given_name": "Eva", "family_name": "Zufrüh", "email": "zufrueh@example.org"}
    proposal = declined(days, values={"entry": nominee, "starts_on": "2025-01-01"})
    proposals.purge_declined()
    stored = everything(proposal)
    assert [phrase in stored for phrase in ("Zufrüh", "zufrueh@", "By courier.")] == [kept] * 3
    assert ("2025-01-01" in stored, "Not now." in stored) == (True, True)
    page = client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url())
    assert page.status_code == 200
    assert ("a name that is not kept any longer" in page.content.decode()) == (not kept)


def test_a_declined_correction_loses_its_requested_and_former_values() -> None:
    person = make_person("AT")
    proposal = declined(
        400, kind="correct", person=person, values={"function": "Asked"}, before={"function": "There"}
    )
    proposals.purge_declined()
    stored = everything(proposal)
    assert ("'Asked'" in stored, "'There'" in stored) == (False, False)
    assert client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url()).status_code == 200


def test_a_declined_end_forgets_the_successor_and_keeps_its_days() -> None:
    successor = {"given_name": "Eva", "family_name": "Zufrüh", "function": "", "email": ""}
    days = {"on": "2025-01-01", "reason": "new_duties"}
    then = {"on": None, "reason": ""}
    proposal = declined(400, kind="end", values={**days, "successor": successor}, before=then)
    proposals.purge_declined()
    proposal.refresh_from_db()
    assert (proposal.values, proposal.before) == (days, then)
    assert "Zufrüh" not in everything(proposal)
    assert client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url()).status_code == 200


def test_the_scan_of_what_was_declined_is_removed(tmp_path: Path) -> None:
    proposal = declined(400)
    proposal.instrument_file.save("letter.pdf", make_scan(), save=True)
    assert proposals.purge_declined() == 1
    assert files(tmp_path) == 0
    assert "instruments/" not in everything(proposal)
    assert proposals.purge_declined() == 0


@pytest.mark.parametrize(("days", "kept"), [(364, True), (365, False)])
def test_an_accepted_end_forgets_the_successor_after_a_year(days: int, *, kept: bool) -> None:
    successor = {"given_name": "Eva", "family_name": "Zufrüh", "function": "", "email": "zufrueh@example.org"}
    values = {"on": "2025-01-01", "reason": "new_duties", "successor": successor}
    proposal = make_proposal("AT", kind=ProposalKind.END, values=values, note="By courier.")
    decisions.accept(proposal.pk, seen=proposal.revision_of_target, by=make_user(Role.APPROVER))
    let_be_old(proposal, days)
    proposals.purge_declined()
    stored = everything(proposal)
    assert ("Zufrüh" in stored, "By courier." in stored) == (kept, True)
    assert Proposal.objects.get(kind=ProposalKind.NOMINATE).values["entry"]["family_name"] == "Zufrüh"
    assert client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url()).status_code == 200


def test_open_and_accepted_proposals_are_kept() -> None:
    eva = {"entry": {"given_name": "Eva", "family_name": "Neu"}, "starts_on": "2027-01-01"}
    waiting = make_proposal("AT", values=eva)
    Proposal.objects.update(submitted_at=ago(900))
    let_be_old(waiting, 900)
    proposals.purge_declined()
    assert "Neu" in everything(waiting)


def test_the_year_of_a_declined_proposal_counts_from_its_recorded_decision() -> None:
    waiting = make_proposal("AT", submitted_by=make_delegate("AT"), note="By courier.")
    let_be_old(waiting, 900)
    waiting.status, waiting.decided_at = ProposalStatus.WITHDRAWN, ago(800)
    waiting.save()
    proposals.purge_declined()
    assert "By courier." in everything(waiting)


def test_the_portals_role_cannot_purge_a_recent_proposal_by_backdating_it() -> None:
    proposal = make_proposal("AT", submitted_by=make_delegate("AT"), note="By courier.")
    with acting_as("nfp_app") as cursor:
        dated = "UPDATE network_proposal SET status = 'withdrawn', decided_at = '2000-01-01' WHERE id = %s"
        cursor.execute(dated, [proposal.pk])
        cursor.execute("SELECT network_purge_declined()")
        assert cursor.fetchone() == (0,)
    stored = everything(proposal)
    assert ("By courier." in stored, "'Neu'" in stored) == (True, True)


# Rounds -------------------------------------------------------------------------------------------


def history_of(row: Row) -> list[Any]:
    """What the history keeps of an answer."""
    events: Any = confirmation_of(row)
    return list(events.events.values())


@pytest.mark.parametrize(("days", "kept"), [(364, True), (365, False)])
def test_successors_are_forgotten_a_year_after_the_closing(days: int, *, kept: bool) -> None:
    row = ask()
    leave(row.key, Leaving(date.today(), family_name="Nachfolger", email="nach@example.org"))  # noqa: DTZ011 - any day
    Round.objects.update(opened_at=ago(days + 30), closes_at=ago(days), closed_at=ago(days))
    let_be_old(row.round, days)
    assert verification.purge_successors() == (not kept)
    rows = [*Confirmation.objects.values(), *history_of(row)]
    assert ("Nachfolger" in str(rows), "nach@example.org" in str(rows)) == (kept, kept)
    row.refresh_from_db()
    assert answer_of(row) == "left"


def test_a_withdrawn_successor_is_purged_from_the_history_too() -> None:
    row = ask()
    leave(row.key, Leaving(date.today(), family_name="Nachfolger"))  # noqa: DTZ011 - any day
    Confirmation.objects.update(answer="confirmed", last_day=None, successor_family_name="")
    Round.objects.update(opened_at=ago(500), closes_at=ago(400), closed_at=ago(400))
    let_be_old(row.round, 400)
    verification.purge_successors()
    assert "Nachfolger" not in str(history_of(row))


def test_the_portals_role_cannot_purge_an_answer_by_backdating_or_moving_it() -> None:
    row = ask()
    leave(row.key, Leaving(date.today(), family_name="Nachfolger"))  # noqa: DTZ011 - any day
    closed = Round.objects.create(
        kind=VERIFICATION, title="Old", opened_at=ago(500), closes_at=ago(400), closed_at=ago(400)
    )
    let_be_old(closed, 400)
    with acting_as("nfp_app") as cursor:
        cursor.execute("UPDATE network_round SET opened_at = '1999-01-01', closes_at = '1999-02-01'")
        cursor.execute("UPDATE network_round SET closed_at = '2000-01-01'")
        cursor.execute("UPDATE network_addressee SET round_id = %s", [closed.pk])
        cursor.execute("SELECT network_purge_successors()")
    assert "Nachfolger" in str(history_of(row))


def test_history_stays_append_only_after_a_purge() -> None:
    proposal = declined(400)
    proposals.purge_declined()
    with pytest.raises(Exception, match="Cannot update or delete rows"):
        proposal.events.update(note="Made up.")  # type: ignore[attr-defined] # pghistory adds it


# Drafts of pieces -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "status", "kept"), [(364, "draft", True), (366, "draft", False), (366, "offered", True)]
)
def test_a_draft_that_nobody_touched_for_a_year_goes_with_its_history(
    days: int, status: str, *, kept: bool
) -> None:
    piece = make_piece(status=status)
    Offering.objects.create(piece=piece)
    with pgtrigger.ignore("newsletter.PieceEvent:append_only"):
        events_of(Piece).update(pgh_created_at=ago(days))
    with acting_as("nfp_app"):
        assert drafts.purge_drafts_of_pieces() == (not kept)
    rows = (Piece.objects.exists(), Offering.objects.exists(), events_of(Piece).exists())
    assert rows == (kept, kept, kept)


# Readings -----------------------------------------------------------------------------------------


def test_reads_of_entries_are_purged_after_the_hour() -> None:
    now, before = make_user(Role.PARTNER), make_user(Role.PARTNER)
    ReadCount.add(now.pk, listed=[1, 2])
    ReadCount.add(before.pk, listed=[1, 2])
    ReadCount.objects.filter(account=before).update(hour=F("hour") - 1)
    assert quota.purge_read_counts() == 1
    assert [each.account for each in ReadCount.objects.all()] == [now]


# The night ----------------------------------------------------------------------------------------


def test_expired_sessions_are_removed_and_each_rule_is_done_once_a_day(client: Client) -> None:
    client.force_login(make_user())
    Session.objects.update(expire_date=ago(1))
    keep_no_longer()
    assert not Session.objects.exists()
    client.force_login(make_user())
    Session.objects.update(expire_date=ago(1))
    keep_no_longer()
    assert Session.objects.count() == 1
    assert PeriodicRun.objects.filter(work__startswith="keep no longer").count() == 29


def test_the_nightly_purge_runs_with_the_rights_of_the_portals_role(tmp_path: Path) -> None:
    previewed(ANNA)
    Import.objects.update(at=ago(31))
    Import.objects.filter(pk=committed(ANNA, REJECTED).pk).update(committed_at=ago(200))
    proposal = declined(400)
    proposal.instrument_file.save("letter.pdf", make_scan(), save=True)
    with acting_as("nfp_app"):
        keep_no_longer()
    assert files(tmp_path) == 0
    assert "By courier." not in everything(proposal)


def test_a_purge_killed_after_it_removed_the_files_is_repeated(tmp_path: Path) -> None:
    unwritten, written = previewed(ANNA), committed(ANNA, REJECTED)
    Import.objects.filter(pk=unwritten.pk).update(at=ago(31))
    Import.objects.filter(pk=written.pk).update(committed_at=ago(200))
    proposal = declined(400)
    proposal.instrument_file.save("letter.pdf", make_scan(), save=True)
    for path in [path for path in tmp_path.rglob("*") if path.is_file()]:
        path.unlink()
    editor = client_of(make_user(Role.EDITOR))
    downloads = (f"{written.get_absolute_url()}original", f"{written.get_absolute_url()}rejected.csv")
    for address in (*downloads, f"{proposal.get_absolute_url()}instrument/"):
        assert editor.get(address).status_code == 404
    assert editor.get(f"{unwritten.get_absolute_url()}columns/").status_code == 422
    assert previews.request_preview(unwritten, by=None) is None
    keep_no_longer()
    assert [source.file for source in Import.objects.all()] == [""]
    assert "letter.pdf" not in everything(proposal)


def test_a_failing_retention_rule_stops_no_other_and_is_retried() -> None:
    source = committed(ANNA)
    Import.objects.update(committed_at=ago(200))
    path = Path(source.file.path)
    path.unlink()
    path.mkdir()
    (path / "in the way").touch()
    proposal = declined(400)
    with pytest.raises(ExceptionGroup, match="keep no longer"):
        keep_no_longer()
    assert "By courier." not in everything(proposal)
    (path / "in the way").unlink()
    keep_no_longer()
    assert not Import.objects.get().file
