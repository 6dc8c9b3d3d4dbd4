"""An unshared self-assessment is read by its own State alone: no role of the secretariat reads more."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from exchange.self_assessment.documents import LevelsDocument
from exchange.self_assessment.models import Level, SelfAssessment, SharedWith
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Entry
from nfp_portal.front.personal import record_of
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job, JobState
from nfp_portal.kept_forms.models import KeptForm
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.renderings.notices import notify_all
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.returned.verdicts import Verdict
from nfp_portal.turns import actions as turns
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_delegate, make_focal_point
from tests.factories.proposals import make_proposal
from tests.factories.self_assessment import begin, make_closed, write
from tests.printed import text_of_pdf

pytestmark = pytest.mark.django_db

LIST = "/self-assessment/"
# No page of the portal holds this word but for what the test writes.
SECRET = "quoll"
OTHERS: dict[str, Any] = {
    "another State": lambda: make_focal_point("PL"),
    "another delegation": lambda: make_delegate("PL"),
    "partner": lambda: make_user(Role.PARTNER),
    "editor": lambda: make_user(Role.EDITOR),
    "approver": lambda: make_user(Role.APPROVER),
    "administrator": lambda: make_user(Role.ADMINISTRATOR),
}
SECRETARIAT = {"editor", "approver", "administrator"}
PARTS = ("", "result/", "result.pdf", "levels.xlsx", "sheet/", "history/")
ACTS = ("", "sheet/", "share/", "reopen/")
# Pages that everybody of these opens.
OPEN_TO_ALL = (
    "/",
    LIST,
    "/states/",
    "/states/AT/",
    f"/search/?q={SECRET[:-1]}",
    f"/search/?q={SECRET}",
    "/search/?q=self-assessment",
    "/questions/",
    "/assessments/",
    "/initiatives/?status=all",
    "/fields/",
    "/events/",
    "/news/",
    "/history/",
    "/newsletter/",
    "/privacy/own-record.json",
)
# Pages of members or of staff, which others do not open.
DESK = (
    "/desk/",
    "/desk/mail/",
    "/desk/mail/returned/",
    "/network/",
    "/me/",
    "/accounts/mail/",
    "/verification/",
    "/messages/",
    "/imports/",
    "/contradictions/",
    "/proposals/",
    "/delegations/",
    "/newsletter/issues/",
    "/newsletter/readers/",
    "/approvers/",
)
ADMINISTRATION = (
    "/admin/",
    "/admin/audit/entry/",
    f"/admin/audit/entry/?q={SECRET[:-1]}",
    "/admin/audit/entry/?q=self-assessment",
    "/admin/accounts/user/",
    "/admin/network/appointment/",
    "/admin/network/organisation/",
)
# What differs from one answer to the next: tokens against forged forms, and when an account signed in.
PASSING = re.compile(r'value="[A-Za-z0-9]{64}"|<td class="field-last_login[^>]*>[^<]*</td>')


def secret_ones() -> list[SelfAssessment]:
    """One that is closed and one that is open, both with the word."""
    writer = make_focal_point("AT")
    closed = make_closed(evidence=f"{SECRET} one", by=writer)
    opened = begin()
    write(opened, "power", 3, f"{SECRET} two", by=writer)
    return [closed, opened]


def addresses(rows: list[SelfAssessment], parts: tuple[str, ...]) -> list[str]:
    return [f"{LIST}{each.key}/{part}" for each in rows for part in parts]


def looks(client: Client, *more: str) -> dict[str, tuple[int, str]]:
    """The status and the text of each page that could say something."""
    answers = {path: client.get(path) for path in (*OPEN_TO_ALL, *DESK, *ADMINISTRATION, *more)}
    return {
        path: (answer.status_code, PASSING.sub("", answer.content.decode()))
        for path, answer in answers.items()
    }


def hits(pages: dict[str, tuple[int, str]], rows: list[SelfAssessment]) -> list[str]:
    """The pages that hold the word, or the address or the title of one of the rows."""
    telling = {SECRET, *(str(each.key) for each in rows), *(each.title for each in rows)}
    return [
        f"{path}: {text}"
        for path, (_status, page) in pages.items()
        for text in telling
        if text in page and text != path.partition("?q=")[2]  # the page repeats what was searched
    ]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reaches_it_or_meets_it_on_a_page(who: str) -> None:
    rows, user = secret_ones(), OTHERS[who]()
    client = client_of(user)
    assert {client.get(path).status_code for path in addresses(rows, PARTS)} == {404}
    assert {client.post(path).status_code for path in addresses(rows, ACTS)} == {404}
    pages = looks(client)
    assert hits(pages, rows) == []
    statuses = [{pages[path][0] for path in paths} for paths in (OPEN_TO_ALL, ADMINISTRATION)]
    assert statuses == [{200}, {200 if who == "administrator" else 404}]
    assert pages["/desk/mail/"][0] == (200 if who in SECRETARIAT else 404)
    assert client.get(f"/search/?q={SECRET}").context["results"].results == []
    assert [each for each in turns_for(user).shown if "self-assessment" in each.item.verb] == []
    assert [LevelsDocument(each, for_own).may_read(user) for each in rows for for_own in (True, False)] == [
        False
    ] * 4


def test_these_looks_meet_one_that_is_shared() -> None:
    shared = make_closed("FI", SharedWith.SECRETARIAT, evidence=SECRET)
    pages = looks(client_of(make_user(Role.EDITOR)))
    assert hits(pages, [shared]) == [f"{LIST}: {shared.key}"]


def work_of_its_own(own: Client) -> SelfAssessment:
    """A State begins, writes, prints, downloads and uploads, as its pages do it; nothing is closed."""
    own.post(f"{LIST}begin/at/")
    made = SelfAssessment.objects.get()
    path, power = made.get_absolute_url(), {"level-power": "2", "revision-power": "1", "shown-power": ""}
    assert own.post(path, power | {"evidence-power": SECRET}).status_code == 302
    assert own.get(f"{path}result.pdf").status_code == 202
    jobs.run(Job.objects.get().pk)
    Job.objects.update(finished_at=F("finished_at") - timedelta(minutes=2))
    Job.objects.update(requested_at=F("finished_at") - timedelta(minutes=1))
    sheet = own.get(f"{path}levels.xlsx").content
    assert own.post(f"{path}sheet/", {"file": SimpleUploadedFile("levels.xlsx", sheet)}).status_code == 200
    assert {own.get(f"{path}{part}").status_code for part in ("result/", "history/")} == {200}
    return made


@pytest.mark.parametrize("who", OTHERS)
def test_what_a_state_writes_for_itself_changes_no_page_of_others(who: str) -> None:
    writer, client = make_focal_point("AT"), client_of(OTHERS[who]())
    own, number = client_of(writer), Entry.objects.count()
    before = looks(client)
    made = work_of_its_own(own)
    after = looks(client)
    assert [path for path in before if before[path] != after[path]] == []
    assert Entry.objects.count() == number
    assert made.levels.get(question="power").evidence == SECRET


def test_no_letter_is_written_about_its_pdf_and_the_copy_of_a_persons_record_reveals_nothing() -> None:
    writer = make_focal_point("AT")
    made = work_of_its_own(client_of(writer))
    job = Job.objects.get()
    assert (job.state, job.opened_at) == (JobState.DONE, None)
    assert (notify_all(), Letter.objects.count()) == (0, 0)
    call_command("export_person", writer.email)
    for who in SECRETARIAT:
        client = client_of(OTHERS[who]())
        pages = looks(client, f"/jobs/{job.key}/")
        assert hits(pages, [made]) == [], who
        assert pages[f"/jobs/{job.key}/"][0] == 404
        assert client.post(f"/jobs/{job.key}/retry/").status_code == 404
    trail = client_of(make_user(Role.ADMINISTRATOR)).get("/admin/audit/entry/").content.decode()
    assert ("entries&#x27;: 1" in trail, "self-assessment" in trail) == (True, False)


def on_the_next_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to the morning on which daily and weekly digests are sent."""
    now = timezone.localtime()
    monday = now.replace(hour=8) + timedelta(days=7 - now.weekday())
    monkeypatch.setattr(timezone, "now", lambda: monday)


def test_neither_a_notice_nor_a_digest_is_sent_of_an_open_one(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = make_focal_point("AT")
    made = work_of_its_own(client_of(writer))
    colleagues = [make_focal_point("AT"), make_delegate("AT")]
    others = {who: make() for who, make in OTHERS.items()}
    make_proposal("DE")
    ReturnedMail.objects.create(digest="0" * 64, address="gone@example.org", verdict=Verdict.UNREADABLE)
    User.objects.update(last_login=timezone.now())
    assert [len(turns_for(each).shown) for each in (writer, *colleagues)] == [1, 1, 1]
    numbers = [turns.notify_all()]
    on_the_next_monday(monkeypatch)
    numbers.append(turns.send_digests())
    assert numbers == [1, 3]
    staff = {others[who].email for who in SECRETARIAT}
    assert set(Delivery.objects.values_list("address", flat=True)) == staff
    letters = [f"{each.subject} {each.text} {each.html}" for each in Letter.objects.all()]
    assert len(letters) == 4
    assert [text for text in letters if "assess" in text or SECRET in text or str(made.key) in text] == []


def test_a_visitor_is_led_to_sign_in_and_reads_one_word() -> None:
    rows = secret_ones()
    client = Client()
    assert {client.get(path).status_code for path in addresses(rows, PARTS)} == {302}
    page = client.get(LIST).content.decode()
    assert SECRET not in page
    assert "Austria: Done, not shared" in page


def status_of(code: str, reader: User | None = None) -> str:
    client = client_of(reader) if reader else Client()
    tiles = client.get(LIST).context["tiles"]
    text: str = next(tile.text for tile in tiles if tile.code == code)
    return text


def test_others_read_one_of_three_words_that_an_open_one_does_not_change() -> None:
    assert status_of("AT") == "Not done"
    begin()
    assert status_of("AT") == "Not done"
    SelfAssessment.objects.all().delete()
    make_closed()
    assert status_of("AT") == "Done, not shared"
    begin()
    assert status_of("AT") == "Done, not shared"
    make_closed("FI", SharedWith.SECRETARIAT)
    assert {status_of("FI", each) for each in (None, make_focal_point("PL"), make_user(Role.EDITOR))} == {
        "Done and shared"
    }
    make_closed("FI")
    assert status_of("FI") == "Done and shared"


def reads(assessment: SelfAssessment, user: User) -> set[int]:
    client = client_of(user)
    return {client.get(f"{LIST}{assessment.key}/{part}").status_code for part in ("result/", "levels.xlsx")}


def test_what_is_shared_is_read_by_those_it_is_shared_with_and_written_by_none_of_them() -> None:
    editor, pole, partner = make_user(Role.EDITOR), make_focal_point("PL"), make_user(Role.PARTNER)
    with_staff = make_closed("FI", SharedWith.SECRETARIAT, evidence=SECRET)
    assert [reads(with_staff, each) for each in (editor, pole, partner)] == [{200}, {404}, {404}]
    with_all = make_closed("EE", SharedWith.FOCAL_POINTS, evidence=SECRET)
    assert [reads(with_all, each) for each in (editor, pole, partner)] == [{200}, {200}, {404}]
    for part in ("sheet/", "history/"):
        assert client_of(pole).get(f"{LIST}{with_all.key}/{part}").status_code == 404
    assert client_of(pole).post(f"{LIST}{with_all.key}/", {"act": "close"}).status_code == 302
    assert SelfAssessment.objects.get(pk=with_all.pk).revision == with_all.revision


def test_a_shared_one_does_not_bring_the_earlier_ones_along() -> None:
    make_closed("FI", level=1, evidence=SECRET)
    shared = make_closed("FI", SharedWith.FOCAL_POINTS, level=3)
    pole, own = make_focal_point("PL"), make_focal_point("FI")
    page = client_of(pole).get(f"{LIST}{shared.key}/result/").content.decode()
    assert "Level 1.0" not in page
    assert "Level 1.0" in client_of(own).get(f"{LIST}{shared.key}/result/").content.decode()
    copies = [LevelsDocument(shared, for_own=each) for each in (True, False)]
    assert [document.may_read(pole) for document in copies] == [False, True]
    assert [document.may_read(own) for document in copies] == [True, False]
    assert ["Level 1.0" in document.compose() for document in copies] == [True, False]


def test_the_pdf_of_the_own_people_says_for_whom_it_is() -> None:
    made, client = make_closed(level=1, evidence=SECRET), client_of(make_focal_point("AT"))
    path = f"{LIST}{made.key}/result.pdf"
    assert client.get(path).status_code == 202
    jobs.run(Job.objects.latest("pk").pk)
    text = text_of_pdf(client.get(path).getvalue())
    for part in ("For officials of Austria only", "Level 1.0, from 1 of 2 questions", SECRET):
        assert part in text
    assert client_of(make_user(Role.EDITOR)).get(path).status_code == 404


def test_the_administration_the_mail_and_the_record_of_a_person_hold_none_of_it() -> None:
    rows = secret_ones()
    owned = {model for model in apps.get_models() if model.__module__.startswith("exchange.self_assessment")}
    assert owned >= {SelfAssessment, Level}
    assert owned.isdisjoint(admin.site._registry)
    assert Delivery.objects.count() == 0
    writer = Level.objects.exclude(changed_by=None)[0].changed_by
    assert writer is not None
    record = str(record_of(writer.email))
    assert "'accounts': [{" in record
    telling = (SECRET, "self-assessment", *(str(each.key) for each in rows))
    assert [text for text in telling if text in record] == []


def posted_too_late(client: Client, path: str, sent: dict[str, Any]) -> KeptForm:
    """What is kept of a form that was sent after the session ended."""
    assert client.get(path).status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    assert client.post(path, sent).status_code == 302
    return KeptForm.objects.get()


def test_what_was_sent_after_the_session_ended_waits_for_its_writer_alone() -> None:
    writer, opened = make_focal_point("AT"), begin()
    path, sent = f"{LIST}{opened.key}/", {"revision-power": "1", "level-power": "2", "evidence-power": SECRET}
    kept = posted_too_late(client_of(writer), path, sent)
    assert SECRET in kept.query
    assert str(opened.key) not in str(record_of(writer.email))
    for who, make in OTHERS.items():
        client = client_of(make())
        assert client.get(f"/accounts/kept/{kept.key}/").status_code == 404, who
        assert hits(looks(client), [opened]) == [], who
    page = client_of(writer).get(f"/accounts/kept/{kept.key}/", follow=True).content.decode()
    assert SECRET in page


def test_an_uploaded_sheet_is_not_kept_but_for_its_name() -> None:
    writer, opened = make_focal_point("AT"), begin()
    sheet = SimpleUploadedFile("levels.xlsx", SECRET.encode())
    kept = posted_too_late(client_of(writer), f"{LIST}{opened.key}/sheet/", {"file": sheet})
    assert (kept.query, kept.files) == ("", ["levels.xlsx"])
