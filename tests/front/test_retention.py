"""What is kept no longer than the runbook's table says."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from network.actions import import_acts, retention, rounds
from network.actions.rounds import Leaving
from network.models import Confirmation, Import, ImportRow, Person, Proposal, ProposalStatus, Round
from nfp_portal.accounts.models import Role
from nfp_portal.front.retention import keep_no_longer
from nfp_portal.jobs.models import Turn
from tests.factories.accounts import client_of, make_user
from tests.factories.files import make_scan
from tests.factories.imports import ANNA, committed, previewed
from tests.factories.network import make_delegate, make_person, make_proposal
from tests.factories.rounds import asked

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


# Imports ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (30, 0)])
def test_a_spreadsheet_nobody_wrote_is_discarded_after_thirty_days(
    tmp_path: Path, days: int, kept: int, django_capture_on_commit_callbacks: Any
) -> None:
    previewed(ANNA)
    Import.objects.update(at=ago(days))
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.discard_unwritten() == 1 - kept
    assert (Import.objects.count(), files(tmp_path)) == (kept, kept)


@pytest.mark.parametrize(("days", "kept"), [(179, 1), (180, 0)])
def test_the_original_and_the_rejected_rows_of_an_import_go_after_half_a_year(
    tmp_path: Path, days: int, kept: int, django_capture_on_commit_callbacks: Any
) -> None:
    source = committed(ANNA, REJECTED)
    Import.objects.update(committed_at=ago(days))
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.strip_written() == 1 - kept
        assert retention.strip_written() == 0 or kept == 0
    assert (files(tmp_path), source.rows.count()) == (kept, 1 + kept)
    assert any(source.rows.values_list("cells", flat=True)) == bool(kept)
    editor = client_of(make_user(Role.EDITOR))
    shown = editor.get(source.get_absolute_url()).content.decode()
    assert ("not kept any longer" in shown) == (not kept)
    for part in ("original", "rejected.csv", "rejected.xlsx"):
        answer = editor.get(f"{source.get_absolute_url()}{part}")
        answer.getvalue()
        assert answer.status_code == (200 if kept else 404)


def test_an_import_can_be_taken_back_without_its_file() -> None:
    source = committed(ANNA)
    Import.objects.update(committed_at=ago(200))
    retention.strip_written()
    import_acts.undo(source.pk, by=None)
    assert not Person.objects.exists()


def test_of_an_import_taken_back_no_row_stays() -> None:
    source = committed(ANNA)
    import_acts.undo(source.pk, by=None)
    Import.objects.update(committed_at=ago(200))
    retention.strip_written()
    assert not ImportRow.objects.exists()


# Requests -----------------------------------------------------------------------------------------


def declined(days: int, **facts: Any) -> Proposal:
    """A request that was declined so many days ago."""
    proposal = make_proposal("AT", submitted_by=make_delegate("AT"), note="By courier.", **facts)
    proposal.status, proposal.reason = ProposalStatus.DECLINED, "Not now."
    proposal.decided_by, proposal.decided_at = make_user(Role.EDITOR), ago(days)
    proposal.save()
    return proposal


def everything(proposal: Proposal) -> str:
    """The row and its whole history, as text."""
    rows = [*Proposal.objects.filter(pk=proposal.pk).values(), *proposal.events.values()]  # type: ignore[attr-defined] # pghistory adds it
    return str(rows)


@pytest.mark.parametrize(("days", "kept"), [(364, True), (365, False)])
def test_a_declined_nominee_is_forgotten_after_a_year_in_the_history_too(days: int, *, kept: bool) -> None:
    nominee = {"given_name": "Eva", "family_name": "Zufrüh", "email": "zufrueh@example.org"}
    proposal = declined(days, values={"entry": nominee, "starts_on": "2025-01-01"})
    retention.forget_declined()
    told = everything(proposal)
    assert [words in told for words in ("Zufrüh", "zufrueh@", "By courier.")] == [kept] * 3
    assert ("2025-01-01" in told, "Not now." in told) == (True, True)
    page = client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url())
    assert page.status_code == 200
    assert ("a name that is not kept any longer" in page.content.decode()) == (not kept)


def test_a_declined_correction_forgets_what_was_asked_and_what_was_there() -> None:
    person = make_person("AT")
    proposal = declined(
        400, kind="correct", person=person, values={"function": "Asked"}, before={"function": "There"}
    )
    retention.forget_declined()
    told = everything(proposal)
    assert ("'Asked'" in told, "'There'" in told) == (False, False)
    assert client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url()).status_code == 200


def test_a_declined_end_forgets_the_successor_and_keeps_its_days() -> None:
    successor = {"given_name": "Eva", "family_name": "Zufrüh", "function": "", "email": ""}
    days = {"on": "2025-01-01", "reason": "new_duties"}
    then = {"on": None, "reason": ""}
    proposal = declined(400, kind="end", values={**days, "successor": successor}, before=then)
    retention.forget_declined()
    proposal.refresh_from_db()
    assert (proposal.values, proposal.before) == (days, then)
    assert "Zufrüh" not in everything(proposal)
    assert client_of(make_user(Role.EDITOR)).get(proposal.get_absolute_url()).status_code == 200


def test_the_scan_of_what_was_declined_is_removed(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    proposal = declined(400)
    proposal.instrument_file.save("letter.pdf", make_scan(), save=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.forget_declined() == 1
    assert files(tmp_path) == 0


def test_what_waits_or_was_accepted_is_kept() -> None:
    waiting = make_proposal("AT", values={"entry": {"given_name": "Eva", "family_name": "Neu"}})
    Proposal.objects.update(submitted_at=ago(900))
    retention.forget_declined()
    assert "Neu" in everything(waiting)


# Rounds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "kept"), [(364, True), (365, False)])
def test_successors_are_forgotten_a_year_after_the_closing(days: int, *, kept: bool) -> None:
    row = asked()
    rounds.leave(row.key, Leaving(date.today(), family_name="Nachfolger", email="nach@example.org"))  # noqa: DTZ011 - any day
    Round.objects.update(opened_at=ago(days + 30), closes_at=ago(days), closed_at=ago(days))
    assert retention.forget_successors() == (not kept)
    rows = [*Confirmation.objects.values(), *row.events.values()]  # type: ignore[attr-defined] # pghistory adds it
    assert ("Nachfolger" in str(rows), "nach@example.org" in str(rows)) == (kept, kept)
    row.refresh_from_db()
    assert row.answer == "left"


def test_history_stays_append_only_after_the_forgetting() -> None:
    proposal = declined(400)
    retention.forget_declined()
    with pytest.raises(Exception, match="Cannot update or delete rows"):
        proposal.events.update(note="Made up.")  # type: ignore[attr-defined] # pghistory adds it


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
    assert Turn.objects.filter(work__startswith="keep no longer").count() == 5
