"""An issue that is out gets an erratum by two people, or is withdrawn and put back."""

import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from network.models import Agency
from newsletter.actions import NotNowError
from newsletter.corrections import actions
from newsletter.dispatch import actions as dispatching
from newsletter.models import Erratum, Issue, Withdrawal
from newsletter.pdf import IssueDocument
from newsletter.views.histories import history_of_issue
from nfp_portal.accounts.models import Role, User
from nfp_portal.audit.models import Entry
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.dispatches import make_issue_sent_to
from tests.factories.newsletter import fresh, make_approver, make_editor, make_issue, make_sent_issue

pytestmark = pytest.mark.django_db

FEED = "/newsletter/feed.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = "The course is in **June**, see [its page](/meetings/course/)."


@pytest.fixture
def approver() -> User:
    return make_approver()


@pytest.fixture
def issue() -> Issue:
    """Sent an hour ago."""
    sent = make_sent_issue(
        {"headline": "Patrols", "body": "Two cars and a xylophone."}, number=12, title="Borders"
    )
    Issue.objects.filter(pk=sent.pk).update(released_at=timezone.now() - timedelta(hours=1))
    return fresh(sent)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def publish_erratum(approver: User, text: str = TEXT) -> Erratum:
    erratum = actions.submit_erratum(12, text=text, revision=1, by=make_editor())
    return actions.publish_erratum(12, seen=actions.fingerprint(erratum), by=approver)


def verbs_of(user: User) -> list[str]:
    return [turn.item.verb for turn in turns_for(user).shown]


def updated_of(client: Client) -> list[str]:
    feed = ET.fromstring(client.get(FEED).content)  # noqa: S314 - our own feed
    return [each.text or "" for each in feed.iter(f"{ATOM}updated")]


# Errata -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("issue")
def test_an_erratum_is_public_once_a_second_person_approved_it(
    desk: Client, client: Client, approver: User
) -> None:
    answer = desk.post("/newsletter/issues/12/erratum/", {"text": TEXT, "revision": 1}, follow=True)
    assert "Submitted. A second person must approve it now." in text_of(answer)
    assert "Erratum of" not in text_of(client.get("/newsletter/12/"))
    second = client_of(approver)
    page = second.get("/newsletter/issues/12/erratum/approve/")
    assert "The course is in" in text_of(page)
    form = {"fingerprint": page.context["fingerprint"], "decision": "approve"}
    second.post("/newsletter/issues/12/erratum/approve/", form)
    shown = text_of(client.get("/newsletter/12/"))
    assert f"Erratum of {date_format(timezone.localdate(), 'j F Y')}" in shown
    sheet = shown.partition("<h1>Borders</h1>")[2]
    assert sheet.index("<strong>June</strong>") < sheet.index("Two cars and a xylophone.")
    assert Entry.objects.filter(subject="newsletter 12", actor=approver).exists()


def test_its_author_publishes_no_erratum(desk: Client, editor: User, issue: Issue) -> None:
    erratum = actions.submit_erratum(12, text=TEXT, revision=1, by=editor)
    form = {"fingerprint": actions.fingerprint(erratum), "decision": "approve"}
    assert desk.post("/newsletter/issues/12/erratum/approve/", form).status_code == 404
    alone = make_approver()
    actions.discard_erratum(12, by=editor)
    own = actions.submit_erratum(12, text=TEXT, revision=1, by=alone)
    with pytest.raises(NotNowError):
        actions.publish_erratum(12, seen=actions.fingerprint(own), by=alone)
    with pytest.raises(IntegrityError, match="erratum_is_published_by_a_second_person"), transaction.atomic():
        Erratum.objects.update(approved_by=alone, published_at=timezone.now())
    assert fresh(issue).published_errata == []


@pytest.mark.usefixtures("issue")
def test_an_erratum_is_sent_back_with_a_remark_and_submitted_again(desk: Client, approver: User) -> None:
    desk.post("/newsletter/issues/12/erratum/", {"text": TEXT, "revision": 1})
    second = client_of(approver)
    address = "/newsletter/issues/12/erratum/approve/"
    assert second.post(address, {"decision": "send_back", "remark": ""}).status_code == 422
    second.post(address, {"decision": "send_back", "remark": "Say which course."})
    page = desk.get("/newsletter/issues/12/erratum/")
    assert "Say which course." in text_of(page)
    revision = Erratum.objects.get().revision
    desk.post("/newsletter/issues/12/erratum/", {"text": "The MPC course.", "revision": revision})
    assert "What changed" in text_of(second.get(address))


@pytest.mark.usefixtures("issue")
def test_a_remark_with_an_erratum_is_read_first_by_who_approves(
    desk: Client, editor: User, approver: User
) -> None:
    form = {"text": TEXT, "revision": 1, "note": "The State\u200b asked for it by mail."}
    desk.post("/newsletter/issues/12/erratum/", form)
    page = client_of(approver).get("/newsletter/issues/12/erratum/approve/")
    [remark] = page.context["approval"].remarks
    today = date_format(timezone.localdate(), "j F")
    assert (remark.who, remark.text) == (f"{editor}, {today}", "The State asked for it by mail.")
    assert remark.text in text_of(page)


def test_the_history_names_who_corrected_and_withdrew_it_and_when(
    desk: Client, issue: Issue, approver: User
) -> None:
    author, withdrawer = make_editor(), make_editor()
    User.objects.filter(pk=author.pk).update(name="Eva Redl")
    User.objects.filter(pk=withdrawer.pk).update(name="Jan Novak")
    User.objects.filter(pk=approver.pk).update(name="Ada Berg")
    erratum = actions.submit_erratum(12, text="In June.", revision=1, by=author)
    assert not [step for step in history_of_issue(issue) if "Erratum" in step.heading]
    actions.publish_erratum(12, seen=actions.fingerprint(erratum), by=approver)
    actions.withdraw(12, reason="A name <b>in it</b>.", by=withdrawer)
    actions.put_back(12, by=approver)
    withdrawal = Withdrawal.objects.get()
    assert [(step.heading, step.by, step.at) for step in history_of_issue(issue)[:3]] == [
        ("<p><strong>Put back</strong></p>", "Ada Berg", withdrawal.put_back_at),
        (
            "<p><strong>Withdrawn</strong>: A name &lt;b&gt;in it&lt;/b&gt;.</p>",
            "Jan Novak",
            withdrawal.at,
        ),
        (
            "<p><strong>Erratum, written by Eva Redl</strong>: In June.</p>",
            "Ada Berg",
            Erratum.objects.get().published_at,
        ),
    ]
    page = text_of(desk.get("/newsletter/issues/12/history/"))
    assert "Erratum, written by Eva Redl" in page


@pytest.mark.usefixtures("issue")
def test_two_editors_who_write_an_erratum_lose_nothing(desk: Client) -> None:
    actions.submit_erratum(12, text="Theirs", revision=1, by=make_editor())
    actions.take_back_erratum(12, by=make_editor())
    page = desk.post("/newsletter/issues/12/erratum/", {"text": "Mine", "revision": 1})
    assert (page.status_code, "Theirs" in text_of(page), "Mine" in text_of(page)) == (409, True, True)


def test_an_erratum_is_the_turn_of_approvers_and_then_of_its_author(approver: User, issue: Issue) -> None:
    editor = make_editor()
    actions.submit_erratum(12, text=TEXT, revision=1, by=editor)
    assert "Approve the erratum to issue 12" in verbs_of(approver)
    actions.send_erratum_back(12, remark="Which course?", by=approver)
    assert "Approve the erratum to issue 12" not in verbs_of(approver)
    assert "Revise the erratum to issue 12" in verbs_of(editor)


def test_an_erratum_changes_feed_and_pdf_and_not_what_was_approved(
    client: Client, approver: User, issue: Issue
) -> None:
    before = client.get(FEED)
    dates, hash_before, pdf_before = (
        updated_of(client),
        issue.content_hash,
        IssueDocument(issue).fingerprint(),
    )
    erratum = publish_erratum(approver)
    etag = {"If-None-Match": before.headers["ETag"]}
    since = {"If-Modified-Since": before.headers["Last-Modified"]}
    assert [client.get(FEED, headers=each).status_code for each in (etag, since)] == [200, 200]
    assert "/meetings/course/" in text_of(client.get(FEED))
    after = updated_of(client)
    assert [new > old for new, old in zip(after, dates, strict=True)] == [True, True]
    assert erratum.published_at is not None
    assert parse_datetime(after[-1]) == erratum.published_at
    again = fresh(issue)
    assert (again.content_hash, again.fingerprint()) == (hash_before, hash_before)
    assert IssueDocument(again).fingerprint() != pdf_before
    assert "The course is in <strong>June</strong>" in IssueDocument(again).compose()


def headings_of(html: str) -> list[str]:
    return [f"{level} {text}" for level, text in re.findall(r"<h(\d)[^>]*>([^<]+)</h\1>", html)]


def test_headings_of_an_erratum_stand_below_its_own_in_page_pdf_and_feed(
    client: Client, approver: User, issue: Issue
) -> None:
    erratum = publish_erratum(approver, "### Dates\n\nIn June.\n\n# Names\n\nEva.")
    assert erratum.published_at is not None
    title = f"2 Erratum of {date_format(timezone.localdate(erratum.published_at), 'j F Y')}"
    begins = [title, "3 Dates", "3 Names"]
    assert headings_of(text_of(client.get("/newsletter/12/")))[:4] == ["1 Borders", *begins]
    assert headings_of(IssueDocument(fresh(issue)).compose())[:4] == ["1 Borders", *begins]
    content = ET.fromstring(client.get(FEED).content).find(f"{ATOM}entry/{ATOM}content")  # noqa: S314 - ours
    assert content is not None
    assert headings_of(content.text or "")[:3] == begins


@pytest.mark.usefixtures("issue")
def test_a_published_erratum_stays_and_another_may_follow(approver: User) -> None:
    publish_erratum(approver)
    for change in (lambda: Erratum.objects.update(text="Other"), lambda: Erratum.objects.all().delete()):
        with pytest.raises(IntegrityError, match="neither changed nor removed"), transaction.atomic():
            change()
    publish_erratum(approver, "And in Vienna.")
    assert [each.text for each in fresh(Issue.objects.get()).published_errata] == [TEXT, "And in Vienna."]


def test_what_is_not_out_gets_no_erratum_and_is_not_withdrawn() -> None:
    draft = make_issue(number=12)
    with pytest.raises(NotNowError):
        actions.submit_erratum(12, text=TEXT, revision=1, by=make_editor())
    with pytest.raises(NotNowError):
        actions.withdraw(12, reason="A", by=make_editor())
    with pytest.raises(IntegrityError, match="on its way no more"), transaction.atomic():
        Withdrawal.objects.create(issue=draft, reason="A", by=make_editor())


# Withdrawn ----------------------------------------------------------------------------------------


def test_a_withdrawn_issue_is_gone_from_the_public_and_says_why(
    desk: Client, client: Client, issue: Issue
) -> None:
    assert "Borders" in text_of(client.get("/search/?q=xylophone"))
    before = client.get(FEED)
    answer = desk.post("/newsletter/issues/12/withdraw/", {"reason": "A name had to go."}, follow=True)
    assert "Withdrawn. Its address says so, and why; editors still read it." in text_of(answer)
    day = date_format(timezone.localdate(), "j F Y")
    focal_point = client_of(make_user(Role.FOCAL_POINT))
    for reader in (client, focal_point):
        for address in ("/newsletter/12/", "/newsletter/12.pdf"):
            page = reader.get(address)
            assert (page.status_code, f"Withdrawn on {day}: A name had to go." in text_of(page)) == (
                410,
                True,
            )
            assert "xylophone" not in text_of(page)
    public = [text_of(client.get(each)) for each in ("/newsletter/", FEED, "/search/?q=xylophone", "/")]
    assert ["Borders" in page for page in public] == [False] * 4
    since = {"If-Modified-Since": before.headers["Last-Modified"]}
    assert client.get(FEED, headers=since).status_code == 200
    assert "xylophone" in text_of(desk.get("/newsletter/12/"))
    assert "Withdrawn" in text_of(desk.get("/newsletter/issues/"))
    assert fresh(issue).status == "sent"


@pytest.mark.usefixtures("issue")
def test_a_withdrawal_needs_a_reason(desk: Client) -> None:
    assert desk.post("/newsletter/issues/12/withdraw/", {"reason": " "}).status_code == 422
    assert not Withdrawal.objects.exists()


@pytest.mark.usefixtures("issue")
def test_it_is_put_back_by_an_approver_who_did_not_withdraw_it(client: Client, approver: User) -> None:
    actions.withdraw(12, reason="A", by=approver)
    own, other = client_of(approver), client_of(make_approver())
    own.post("/newsletter/issues/12/put-back/")
    client_of(make_editor()).post("/newsletter/issues/12/put-back/")
    assert client.get("/newsletter/12/").status_code == 410
    assert "Let everybody read" in text_of(other.get("/newsletter/issues/12/put-back/"))
    other.post("/newsletter/issues/12/put-back/")
    assert [client.get(each).status_code for each in ("/newsletter/12/", FEED)] == [200, 200]
    assert "Borders" in text_of(client.get(FEED))
    with pytest.raises(IntegrityError, match="neither changed nor removed"), transaction.atomic():
        Withdrawal.objects.update(reason="Another")


@pytest.mark.usefixtures("issue")
def test_the_database_wants_a_second_person_too() -> None:
    withdrawal = actions.withdraw(12, reason="A", by=make_editor())
    with pytest.raises(IntegrityError, match="put_back_by_a_second_person"), transaction.atomic():
        Withdrawal.objects.update(put_back_by=withdrawal.by, put_back_at=timezone.now())
    with pytest.raises(NotNowError):
        actions.withdraw(12, reason="Again", by=make_editor())


def test_what_is_being_sent_is_stopped_before_it_is_withdrawn_and_then_sent_no_more() -> None:
    issue, editor = make_issue_sent_to(1, of=3), make_editor()
    with pytest.raises(NotNowError):
        actions.withdraw(issue.number, reason="A", by=editor)
    dispatching.stop(issue.number, by=editor)
    actions.withdraw(issue.number, reason="A", by=editor)
    for act in (dispatching.resume, dispatching.send_to_those_without):
        with pytest.raises(NotNowError):
            act(issue.number, by=editor)
    assert dispatching.unsent(Issue.objects.get(pk=issue.pk)).everybody == 0


def test_an_erratum_has_its_pdf_though_a_body_of_a_by_line_has_another_name(
    approver: User, issue: Issue
) -> None:
    Agency.objects.filter(pk__in=issue.pieces.values("agency")).update(name="Renamed since")
    publish_erratum(approver)
    again = fresh(issue)
    assert again.fingerprint() != again.content_hash
    assert "Erratum of" in IssueDocument(again).compose()
