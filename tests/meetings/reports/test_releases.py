"""What is published stays as it was; a correction is another release; a name goes from what is restricted."""

from collections.abc import Callable
from copy import deepcopy
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from meetings.actions import parts
from meetings.models import Meeting, Stage
from meetings.participation.models import Participant
from meetings.reports.actions import releases, reports
from meetings.reports.documents import ReleaseDocument
from meetings.reports.models import ReleaseCopy, Report
from network.models import State
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.front.backups.media import stored_names
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.renderings import actions as renderings
from tests.factories.meetings import (
    at,
    make_conclusion,
    make_meeting,
    make_participant,
    make_report,
    make_restricted_item,
    make_timed_item,
    publish,
)
from tests.printed import text_of_pdf
from tests.roles import refused, run

pytestmark = pytest.mark.django_db

ADDRESS = "/meetings/done/report"
PDF = f"{ADDRESS}.pdf?copy=public"


@pytest.fixture
def meeting() -> Meeting:
    made = make_meeting(slug="done", title="The meeting", stage=Stage.HELD, symbol="SEC.GAL/1/26")
    make_timed_item(made, "Roads and bridges", at(9), at(10))
    make_restricted_item(made, "Closed work plan")
    make_participant(made, "AT", given_name="Berta", family_name="Zwetschge")
    make_participant(made, "CH", given_name="Urs", family_name="Rindlisbacher")
    make_conclusion(made, "Go on")
    make_conclusion(made, "Not for all", Audience.FOCAL_POINTS)
    return made


@pytest.fixture
def report(meeting: Meeting, editor: User, approver: User) -> Report:
    """The report as it was published, thanking one participant in the part for focal points."""
    thanks = "Thanks to Berta Zwetschge."
    return publish(make_report(meeting, edited_by=editor, focal_points_part=thanks), by=approver)


def make_files(report: Report) -> None:
    subjects = [str(copy.key) for copy in ReleaseCopy.objects.filter(release__report=report)]
    for job in Job.objects.open().filter(kind=ReleaseDocument.kind, subject__in=subjects):
        jobs.run(job.pk)


def article(client: Client, address: str = ADDRESS) -> str:
    page: str = client.get(address).content.decode()
    return page.partition("<article")[2].partition("</article>")[0]


def copy_of(report: Report, audience: Audience = Audience.FOCAL_POINTS) -> ReleaseCopy:
    report.refresh_from_db()
    copy = releases.copy_of(report.current_id, audience)
    assert copy is not None
    return copy


def erase(report: Report, approver: User, name: str = "Zwetschge") -> None:
    person = next(each for each in releases.people_of(report) if each.family_name == name)
    releases.erase_name(report, person.key, reason="She asked for it.", by=approver)


def change_everything(meeting: Meeting, settings: Settings) -> None:
    meeting.items.filter(title="Roads and bridges").update(title="Changed item")
    meeting.conclusions.update(text="Changed conclusion")
    Participant.objects.filter(meeting=meeting, state__iso2="CH").delete()
    Meeting.objects.filter(pk=meeting.pk).update(title="Changed meeting", city="Changed city")
    State.objects.filter(iso2="AT").update(name="Changed State", name_in_text="Changed State")
    templates: Any = deepcopy(project.TEMPLATES)
    changed = dict.fromkeys(("text", "body", "pdf/report", "pdf/frame"), "Changed template")
    own = {f"meetings/reports/{name}.html": text for name, text in changed.items()}
    usual = "django.template.loaders.filesystem.Loader"
    templates[0]["APP_DIRS"] = False
    templates[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", own),
        usual,
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = templates


def test_a_release_is_what_it_was(
    client: Client, settings: Settings, meeting: Meeting, report: Report, approver: User
) -> None:
    make_files(report)
    page, pdf = article(client), client.get(PDF).getvalue()
    assert "1 participant" not in page
    assert "2 participants from Austria and Switzerland took part." in page
    assert "Roads and bridges" in text_of_pdf(pdf)
    change_everything(meeting, settings)
    erase(report, approver)
    make_files(report)
    assert article(client) == page
    assert client.get(PDF).getvalue() == pdf
    assert "Changed" not in page + text_of_pdf(pdf)
    call_command("verify_audit")


def test_the_rows_of_a_published_report_are_changed_freely(
    meeting: Meeting, report: Report, editor: User
) -> None:
    item = meeting.items.get(title="Roads and bridges")
    parts.change_part(item, {"title": "Roads"}, revision=item.revision, by=editor)
    assert meeting.items.filter(title="Roads").exists()
    report.refresh_from_db()
    assert report.is_released


def test_a_correction_is_read_once_a_second_person_approved_it(
    client: Client, client_of: Callable[[User], Client], report: Report, editor: User, approver: User
) -> None:
    first, desk = article(client), client_of(editor)
    desk.post(f"{ADDRESS}/correct/")
    text = {"background": "Why we really met.", "focal_points_part": "Only for focal points."}
    reports.write_report(report.pk, text, revision=2, by=editor)
    assert "Why we really met." in desk.get(f"{ADDRESS}/draft/").content.decode()
    assert article(client) == first
    assert client.get(f"{ADDRESS}/draft/").status_code == 302
    assert b"Draft: not approved" not in (client.get(f"{PDF}&draft=yes").content)
    publish(report, by=approver)
    page = client.get(ADDRESS).content.decode()
    today = f"{timezone.localdate():%-d %B %Y}"
    assert f"Rev.1, published on {today}" in page
    assert "<ins>" in page
    assert "really" in page
    assert "Only for focal points" not in page
    assert article(client, f"{ADDRESS}/releases/0/") == first
    assert "A later release took the place of this one." in client.get(
        f"{ADDRESS}/releases/0/"
    ).content.decode()  # fmt: skip


def test_a_correction_bears_its_number_in_the_symbol(report: Report, editor: User, approver: User) -> None:
    reports.correct_report(report.pk, by=editor)
    publish(report, by=approver)
    make_files(report)
    assert "SEC.GAL/1/26/Rev.1" in pdf_of(copy_of(report, Audience.ALL))


def test_a_discarded_correction_leaves_the_text_of_the_release(report: Report, editor: User) -> None:
    reports.correct_report(report.pk, by=editor)
    reports.write_report(report.pk, {"background": "Wrong."}, revision=2, by=editor)
    reports.submit_report(report.pk, by=editor)
    discarded = reports.discard_correction(report.pk, by=editor)
    assert (discarded.background, discarded.is_released) == ("Why we met.", True)
    assert report.releases.count() == 1


def test_a_report_from_public_records_is_kept_before_it_is_corrected(
    client: Client, editor: User, approver: User
) -> None:
    tenth = Meeting.objects.get(slug="10")
    before = client.get("/meetings/10/report").content.decode()
    reports.correct_report(tenth.report.pk, by=editor)
    page = client.get("/meetings/10/report").content.decode()
    for sentence in ("Compiled from public records", "The region needs to see its situation better"):
        assert sentence in before
        assert sentence in page
    tenth.report.refresh_from_db()
    publish(tenth.report, by=approver)
    assert "Rev.1, published on" in client.get("/meetings/10/report").content.decode()
    assert "Compiled from" in client.get("/meetings/10/report/releases/0/").content.decode()


def pdf_of(copy: ReleaseCopy) -> str:
    return text_of_pdf(copy.path.read_bytes())


def test_an_erased_name_is_in_no_page_and_no_file(
    client_of: Callable[[User], Client], report: Report, approver: User
) -> None:
    make_files(report)
    assert "Berta ZWETSCHGE" in pdf_of(copy_of(report))
    person = next(each for each in releases.people_of(report) if each.family_name == "Zwetschge")
    form = {"person": person.key, "reason": "A request of 3 May."}
    page = client_of(approver).post(f"{ADDRESS}/names/", form, follow=True).content.decode()
    assert "A request of 3 May." in page
    assert "Zwetschge" not in page
    assert "Thanks to [name removed]." in page
    make_files(report)
    text = pdf_of(copy_of(report))
    assert "zwetschge" not in text.casefold()
    assert "Urs RINDLISBACHER" in text


def test_of_a_copy_with_an_erased_name_the_digests_stay(
    report: Report, approver: User, django_capture_on_commit_callbacks: Any
) -> None:
    make_files(report)
    old, path = copy_of(report), copy_of(report).path
    with django_capture_on_commit_callbacks(execute=True):
        erase(report, approver)
    kept = ReleaseCopy.objects.get(pk=old.pk)
    assert (kept.content, kept.file.name, path.exists()) == (None, "", False)
    assert (kept.content_digest, kept.file_digest) == (old.content_digest, old.file_digest)
    assert not Job.objects.filter(subject=str(old.key)).exists()
    assert copy_of(report).reason == "She asked for it."
    call_command("verify_audit")


def test_the_command_says_which_reports_name_somebody_and_erases_with_yes(
    report: Report, editor: User, approver: User
) -> None:
    def erase_person(*arguments: str) -> str:
        out = StringIO()
        call_command("erase_person", "Berta@example.org", *arguments, stdout=out)
        return out.getvalue()

    Participant.objects.filter(family_name="Zwetschge").update(email="berta@example.org")
    because = ("--reason", "A request of 3 May.", "--yes")
    page = erase_person()
    assert f"Named in the report of {report.meeting}: Berta ZWETSCHGE" in page
    assert "Recorded besides, and not touched: participations: 1, history of participations: 2." in page
    for given in (("--yes",), ("--by", editor.email, *because)):
        with pytest.raises(CommandError):
            erase_person(*given)
    assert [each.family_name for each in releases.people_of(report)] == ["Rindlisbacher", "Zwetschge"]
    assert "Removed from the report" in erase_person("--by", approver.email, *because)
    assert [each.family_name for each in releases.people_of(report)] == ["Rindlisbacher"]
    assert copy_of(report).reason == "A request of 3 May."
    assert "No published report lists" in erase_person()


def test_nobody_but_an_approver_erases_a_name(
    client_of: Callable[[User], Client], report: Report, editor: User
) -> None:
    assert client_of(editor).get(f"{ADDRESS}/names/").status_code == 404
    with pytest.raises(releases.NotErasableError):
        erase(report, editor)


@pytest.mark.parametrize("role", ["nfp_owner", "nfp_app"])
def test_the_database_lets_nobody_change_or_remove_a_release(report: Report, role: str) -> None:
    for sql in (
        "UPDATE meetings_release SET released_at = now()",
        "DELETE FROM meetings_release",
        "DELETE FROM meetings_releasecopy",
        "UPDATE meetings_releasecopy SET content = '{}'",
        "UPDATE meetings_releasecopy SET content = NULL, file = ''",
        "UPDATE meetings_releasecopy SET file = 'x', file_digest = 'y', reason = 'z'",
    ):
        assert refused(sql, role=role), sql


def test_a_copy_takes_its_file_once(report: Report) -> None:
    make_files(report)
    with pytest.raises(IntegrityError, match="neither changed nor removed"):
        ReleaseCopy.objects.update(file="other", file_digest="0")


def test_the_audit_names_a_release_that_was_changed(report: Report) -> None:
    make_files(report)
    copy = copy_of(report, Audience.ALL)
    content = copy.path.read_bytes()
    copy.path.write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(CommandError, match="was changed"):
        call_command("verify_audit")
    copy.path.unlink()
    with pytest.raises(CommandError, match="is missing"):
        call_command("verify_audit")
    call_command("verify_audit", rows_only=True)
    copy.path.write_bytes(content)
    run("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE meetings_releasecopy DISABLE TRIGGER USER;"
        " UPDATE meetings_releasecopy SET content = jsonb_set(content, '{page}', '\"forged\"')")  # fmt: skip
    with pytest.raises(CommandError, match="its content was changed"):
        call_command("verify_audit")


def test_the_file_of_a_release_outlives_its_rendering_and_is_in_each_backup(
    client: Client, report: Report
) -> None:
    make_files(report)
    renderings.remove_old()
    assert not Job.objects.filter(kind=ReleaseDocument.kind).exists()
    names = stored_names()
    assert copy_of(report, Audience.ALL).file.name in names
    answer = client.get(PDF)
    assert answer.getvalue().startswith(b"%PDF-")
    again = client.get(PDF, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_file_waits_for_its_worker(client: Client, report: Report) -> None:
    answer = client.get(PDF)
    assert (answer.status_code, "The PDF is being made" in answer.content.decode()) == (202, True)


def test_the_copy_for_focal_points_is_an_export_and_no_reader_guesses_it(
    client: Client, client_of: Callable[[User], Client], report: Report, editor: User
) -> None:
    address = f"{ADDRESS}/releases/0/report.pdf?copy=focal_points"
    assert client.get(address).status_code == 404
    assert client_of(editor).get(f"{address}&purpose=ask").status_code == 200
    assert "Closed work plan" not in article(client)
    assert "Not for all" not in client.get(ADDRESS).content.decode()
    assert client.get(f"{ADDRESS}/releases/1/").status_code == 404


def test_the_date_in_the_foot_is_that_of_the_release(report: Report) -> None:
    document: dict[str, Any] = copy_of(report, Audience.ALL).content or {}
    assert f'data-issued="{timezone.localdate():%-d %B %Y}"' in document["document"]
