"""Pictures in what goes out: the page, the mail, the PDF, the feed; and to whom each is served."""

import email
import email.policy
import hashlib
import re
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from newsletter import actions
from newsletter.dispatch.actions.dispatching import dispatch
from newsletter.dispatch.actions.scheduling import schedule, send_scheduled
from newsletter.letters import inlines_of, letter_of
from newsletter.models import Issue, IssueStatus
from newsletter.pdf import IssueDocument
from newsletter.pictures.addresses import signed_address
from newsletter.pictures.models import StoredPicture
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.jobs.models import Job
from nfp_portal.mail.message import compile_letter
from nfp_portal.mail.models import NEWSLETTER, Delivery, Letter
from tests.factories.accounts import client_of, make_user
from tests.factories.newsletter import (
    approved,
    fresh,
    make_issue,
    make_piece,
    make_sent_issue,
    make_subscription,
)
from tests.factories.pictures import make_picture, with_pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    """One piece with two pictures for everyone, one with a picture for focal points."""
    issue = make_issue(number=48, title="Bridges")
    pictures = (
        make_picture("A bridge in the morning", "red", "(BMI)"),
        make_picture("The bridge & the queue", "blue"),
    )
    with_pictures(make_piece(issue), *pictures)
    restricted = make_piece(issue, audience="focal_points", headline="For few")
    with_pictures(restricted, make_picture("Not for everyone", "green"))
    return fresh(issue)


def parsed(letter: Letter) -> EmailMessage:
    slots = dict.fromkeys(("unsubscribe_url", "preferences_url", "reason"), "x")
    raw = compile_letter(letter).join(slots | {"to": "a@example.org", "message_id": "<1@example.org>"})
    return email.message_from_bytes(raw, policy=email.policy.default)


def sent(issue: Issue, editor: User) -> Letter:
    make_subscription("reader@example.org")
    approved(issue)
    dispatch(issue.number, by=editor)
    return Letter.objects.get(issue__number=issue.number)


def test_the_mail_brings_its_pictures_along_and_fetches_nothing(issue: Issue, editor: User) -> None:
    message = parsed(sent(issue, editor))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/jpeg", "image/jpeg",
    ]  # fmt: skip
    assert [part.defects for part in message.walk()] == [[]] * 6
    html = message.get_body(("related", "html"))
    assert html is not None
    root = html if html.get_content_type() == "text/html" else next(html.iter_parts())
    shown = re.findall(r'<img[^>]* src="([^"]*)"', root.get_content())
    parts = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert [f"<{address.removeprefix('cid:')}>" for address in shown] == [
        part["Content-ID"] for part in parts
    ]
    assert {part.get_content_disposition() for part in parts} == {"inline"}
    digests = [hashlib.sha256(part.get_content()).hexdigest() for part in parts]
    assert digests == [each.digest for each in issue.pieces_for({Audience.ALL})[0].text.pictures]


def test_a_picture_in_the_mail_has_its_size_and_its_words(issue: Issue) -> None:
    html = letter_of(issue).html
    [first, second] = re.findall(r"<img[^>]*>", html)
    assert ('width="320"' in first, 'height="200"' in first) == (True, True)
    assert 'alt="A bridge in the morning"' in first
    assert 'alt="The bridge &amp; the queue"' in second
    assert "max-width: 552px" in first
    assert "(BMI)" in html
    assert "Not for everyone" not in html


def test_the_text_part_says_what_the_pictures_show(issue: Issue) -> None:
    text = letter_of(issue).text
    assert "[Picture: A bridge in the morning (BMI)]\n[Picture: The bridge & the queue]\n" in text


def test_the_seal_covers_the_pictures(issue: Issue) -> None:
    letter = Letter(subject="News", text="x\n", html="<p>x</p>\n", sender="a@example.org")
    one, two = inlines_of(issue)
    seals = {letter.seal(None, (), inlines) for inlines in ([], [one], [two], [one, two])}
    assert len(seals) == 4


def test_a_test_mail_brings_the_pictures_along(issue: Issue, editor: User) -> None:
    actions.send_test(issue.number, by=editor)
    assert Delivery.objects.get().letter.inlines.count() == 2


def test_a_mail_with_all_the_pictures_it_may_have_is_within_a_megabyte(editor: User) -> None:
    issue = make_issue()
    with_pictures(make_piece(issue, body="Sentence. " * 2_000), make_picture())
    letter = sent(issue, editor)
    letter.inlines.update(content=bytes(600_000))
    raw = compile_letter(letter).join({
        "to": "a@example.org", "message_id": "<1@example.org>", "reason": "x",
        "unsubscribe_url": "x", "preferences_url": "x",
    })  # fmt: skip
    assert 800_000 < len(raw) < 1_000_000


def test_the_page_shows_each_reader_the_pictures_of_their_pieces(issue: Issue, editor: User) -> None:
    sent(issue, editor)
    Issue.objects.filter(pk=issue.pk).update(released_at=timezone.now())
    everyone = Client().get("/newsletter/48/").content.decode()
    assert everyone.count('<figure class="picture">') == 2
    assert "<figcaption><span>(BMI)</span></figcaption>" in everyone
    focal_point = client_of(make_user(Role.FOCAL_POINT)).get("/newsletter/48/").content.decode()
    assert focal_point.count('<figure class="picture">') == 3


def test_the_frames_of_the_preview_show_pictures_without_a_cookie(issue: Issue, desk: Client) -> None:
    html = desk.get("/newsletter/issues/48/preview/light/").content.decode()
    shown = re.findall(r'<img[^>]* src="([^"]+)"', html)
    assert len(shown) == 2
    assert [Client().get(address).status_code for address in shown] == [200, 200]


def addresses(issue: Issue) -> list[str]:
    return [
        f"/newsletter/pictures/{piece.pk}/{picture.file_name}"
        for piece in issue.pieces.all()
        for picture in piece.text.pictures
    ]


def statuses(client: Client, issue: Issue) -> list[int]:
    return [client.get(address).status_code for address in addresses(issue)]


def test_pictures_of_a_draft_are_for_its_editors(issue: Issue, desk: Client) -> None:
    assert statuses(Client(), issue) == [404, 404, 404]
    assert statuses(client_of(make_user(Role.FOCAL_POINT)), issue) == [404, 404, 404]
    assert statuses(desk, issue) == [200, 200, 200]


def test_pictures_of_a_published_issue_follow_the_audience_of_their_piece() -> None:
    picture = make_picture().to_json()
    issue = make_sent_issue({"pictures": [picture]}, {"pictures": [picture], "audience": "focal_points"})
    assert statuses(Client(), issue) == [200, 404]
    assert statuses(client_of(make_user(Role.FOCAL_POINT)), issue) == [200, 200]
    public = Client().get(addresses(issue)[0])
    assert public["Cache-Control"] == "public, max-age=3600"
    assert public["Content-Type"] == "image/jpeg"
    assert hashlib.sha256(public.content).hexdigest() == picture["digest"]
    mine = client_of(make_user(Role.FOCAL_POINT)).get(addresses(issue)[1])
    assert "no-store" in mine["Cache-Control"]


def test_a_picture_is_served_by_its_own_piece_alone() -> None:
    issue = make_sent_issue({"pictures": [make_picture("One", "red").to_json()]})
    other = make_picture("Of no piece", "blue")
    piece = issue.pieces.get()
    assert Client().get(f"/newsletter/pictures/{piece.pk}/{other.file_name}").status_code == 404


def test_a_signed_address_is_not_made_up_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    address = signed_address(make_picture().digest)
    assert Client().get(address).status_code == 200
    assert Client().get(address.replace("pictures/", "pictures/0")).status_code == 404
    later = timezone.now().timestamp() + 13 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    assert Client().get(address).status_code == 404


def test_the_feed_names_pictures_by_whole_addresses() -> None:
    issue = make_sent_issue({"pictures": [make_picture("A bridge").to_json()]})
    feed = Client().get("/newsletter/feed.xml").content.decode()
    assert f"{settings.SITE_URL}{addresses(issue)[0]}" in feed


def test_the_pdf_has_the_pictures_inside(issue: Issue) -> None:
    html = IssueDocument(fresh(approved(issue))).compose()
    assert html.count('src="data:image/jpeg;base64,') == 2
    assert "/newsletter/pictures/" not in html


def test_an_issue_without_pictures_costs_no_query_for_them(django_assert_num_queries: Any) -> None:
    issue = make_issue()
    make_piece(issue)
    whole = fresh(issue)
    with django_assert_num_queries(0):
        assert inlines_of(whole) == []


def test_an_issue_with_a_lost_picture_is_not_sent_and_says_so(issue: Issue, desk: Client) -> None:
    ready = approved(issue)
    StoredPicture.objects.all().delete()
    answer = desk.post(f"/newsletter/issues/{ready.number}/dispatch/", follow=True).content.decode()
    assert "Nothing was sent: the file of the picture “A bridge in the morning” is lost." in answer
    assert fresh(issue).status == IssueStatus.APPROVED
    assert not Letter.objects.filter(stream=NEWSLETTER).exists()
    assert not Job.objects.exists()


def test_an_issue_with_a_lost_picture_that_was_to_leave_by_itself_waits_for_somebody(
    issue: Issue, editor: User
) -> None:
    ready = approved(issue)
    schedule(ready.number, timezone.now() + timedelta(hours=1), by=editor)
    Issue.objects.update(scheduled_for=timezone.now())
    StoredPicture.objects.all().delete()
    assert send_scheduled() == 0
    assert (fresh(issue).status, fresh(issue).scheduled_for) == (IssueStatus.APPROVED, None)


def test_a_test_mail_with_a_lost_picture_says_so(issue: Issue, desk: Client) -> None:
    StoredPicture.objects.all().delete()
    answer = desk.post(f"/newsletter/issues/{issue.number}/test-mail/", follow=True).content.decode()
    assert "the file of the picture “A bridge in the morning” is lost" in answer


@pytest.mark.parametrize("wrong", [{"digest": "0" * 64}, {"content": b"other"}, {"size": 1}])
def test_the_database_keeps_bytes_under_their_own_digest(issue: Issue, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="a_picture_is_named_by_its_bytes"), transaction.atomic():
        StoredPicture.objects.update(**wrong)
