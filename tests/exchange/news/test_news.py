"""News: written by one, published by another, with all that the OSCE's form has."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from exchange.news import actions
from exchange.news.models import NewsItem
from exchange.news.newsworthy import published_news
from meetings.models import Meeting
from network.models import FieldOfWork, Organisation, State
from nfp_portal.accounts.models import Role
from nfp_portal.revisions.actions import NotSecondPersonError
from tests.factories.accounts import client_of, make_user
from tests.factories.news import make_draft, make_published, make_submitted
from tests.searching import titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factors(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def picture(name: str = "boats.jpg") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")


def typed(**changes: Any) -> dict[str, Any]:
    """What the form sends for a new item with everything."""
    given = {
        "key": str(uuid4()),
        "revision": "1",
        "title": "Boats meet",
        "kind": "news_item",
        "location": "Vienna",
        "body": "Two boats **met**.",
        "issuers": [str(Organisation.objects.get(slug=slug).pk) for slug in ("tntd", "bsmu")],
        "fields_of_work": [str(FieldOfWork.objects.get(slug="policing").pk)],
        "states": [str(State.objects.get(iso2="NO").pk)],
        "meeting": str(Meeting.objects.get(slug="10").pk),
        "statement_1_speaker": "Anna Demo",
        "statement_1_function": "Head of Unit",
        "statement_1_text": "They met at sea.",
        "statement_1_is_quotation": "on",
    }
    return given | changes


def only(**facts: Any) -> NewsItem:
    return NewsItem.objects.get(**facts)


def text_of(client: Client, path: str) -> str:
    page = client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace(" ,", ",")


def test_an_item_is_written_submitted_and_published_in_three_clicks() -> None:
    editor, approver = client_of(make_user(Role.EDITOR)), client_of(make_user(Role.APPROVER))
    page = editor.post("/news/new/", typed(), follow=True)
    assert "Submitted. An approver reads it before it is published." in page.content.decode()
    item = only(title="Boats meet")
    assert approver.get("/desk/").content.decode().count("Approve the news item “Boats meet”") == 1
    approver.get(f"/news/{item.slug}/approve/")
    approver.post(f"/news/{item.slug}/approve/", {"decision": "approve", "fingerprint": item.revision})
    shown = text_of(Client(), "/news/boats-meet/")
    today = timezone.localdate()
    for text in (
        f"Issued on {today.day} {today:%B %Y}",
        "Transnational Threats Department",
        "Border Security and Management Unit",
        "Policing",
        "Norway",
        "Tenth Annual Meeting",
        "“They met at sea.” Anna Demo, Head of Unit",
        "VIENNA",
    ):
        assert text in shown, text


def test_who_submitted_it_does_not_publish_it() -> None:
    approver = make_user(Role.APPROVER)
    item = make_submitted(by=approver)
    with pytest.raises(NotSecondPersonError):
        actions.publish(item, revision=item.revision, by=approver)
    assert not only(pk=item.pk).is_published


def test_who_wrote_it_does_not_publish_what_another_submitted() -> None:
    approver = make_user(Role.APPROVER)
    item = make_draft(by=approver)
    actions.submit(item, by=make_user(Role.EDITOR))
    client = client_of(approver)
    assert "another approver publishes it" in text_of(client, f"/news/{item.slug}/approve/")
    assert "Approve the news item" not in text_of(client, "/desk/")
    client.post(f"/news/{item.slug}/approve/", {"decision": "approve", "fingerprint": item.revision})
    assert not only(pk=item.pk).is_published


def test_it_is_sent_back_with_a_remark_that_its_author_reads() -> None:
    author = make_user(Role.EDITOR)
    editor, approver = client_of(author), client_of(make_user(Role.APPROVER))
    item = make_submitted(by=author)
    answer = approver.post(f"/news/{item.slug}/approve/", {"decision": "send_back", "remark": ""})
    assert answer.status_code == 422
    approver.post(f"/news/{item.slug}/approve/", {"decision": "send_back", "remark": "Which boats?"})
    assert "Which boats?" in text_of(editor, f"/news/{item.slug}/")
    assert "Revise the news item “Boats meet”" in text_of(editor, "/desk/")


def test_an_approver_publishes_only_what_was_read() -> None:
    item, approver = make_submitted(), client_of(make_user(Role.APPROVER))
    NewsItem.objects.filter(pk=item.pk).update(revision=7)
    approver.post(f"/news/{item.slug}/approve/", {"decision": "approve", "fingerprint": "1"})
    assert not only(pk=item.pk).is_published


def test_who_approves_sees_the_photograph_with_its_credit() -> None:
    facts: dict[str, Any] = {"photo_credit": "OSCE/Demo", "photo_alt": "Two boats"}
    item = make_submitted(photo=picture(), **facts)
    approver = client_of(make_user(Role.APPROVER))
    shown = approver.get(f"/news/{item.slug}/approve/").content.decode()
    assert f'<img class="photo" src="/news/{item.slug}/photo" alt="Two boats">' in shown
    assert "OSCE/Demo" in shown
    assert str(item.photo) not in shown


def test_a_draft_is_read_by_editors_alone(client: Client) -> None:
    draft = make_draft(
        "Quokka patrol", body="About quokkas.", photo=picture(), photo_credit="X", photo_alt="Y"
    )
    member, editor = client_of(make_user(Role.FOCAL_POINT)), client_of(make_user(Role.EDITOR))
    for reader in (client, member):
        for path in ("", "photo", "history/", "change/", "approve/"):
            assert reader.get(f"/news/{draft.slug}/{path}").status_code in {302, 404}, path
        assert "Quokka" not in reader.get("/news/").content.decode()
        assert "Quokka" not in reader.get("/news/feed.xml").content.decode()
        assert titles(reader, "quokka") == {}
    assert "Quokka patrol" in text_of(editor, "/news/")
    answer = editor.get(f"/news/{draft.slug}/photo")
    assert answer.headers["Content-Type"] == "image/jpeg"
    answer.close()


def test_what_is_published_is_changed_only_after_it_was_taken_back() -> None:
    item, editor = make_published(), client_of(make_user(Role.EDITOR))
    assert editor.get(f"/news/{item.slug}/change/").status_code == 302
    assert "approved again" in text_of(editor, f"/news/{item.slug}/take-back/")
    assert only(pk=item.pk).is_published
    editor.post(f"/news/{item.slug}/take-back/")
    assert Client().get(f"/news/{item.slug}/").status_code in {302, 404}
    assert editor.get(f"/news/{item.slug}/change/").status_code == 200


def test_a_meeting_that_is_internal_is_not_named_by_its_news(client: Client) -> None:
    item = make_published(meeting=Meeting.objects.get(slug="10"))
    assert "Tenth Annual Meeting" in text_of(client, f"/news/{item.slug}/")
    Meeting.objects.filter(slug="10").update(stage="planned")
    assert "Tenth Annual Meeting" not in text_of(client, f"/news/{item.slug}/")
    assert "Tenth Annual Meeting" in text_of(client_of(make_user(Role.EDITOR)), f"/news/{item.slug}/")


def test_a_photograph_goes_with_its_draft_or_its_successor(
    django_capture_on_commit_callbacks: Any,
) -> None:
    described: dict[str, Any] = {"photo_credit": "X", "photo_alt": "Y"}
    draft = make_draft(photo=picture(), **described)
    storage, former = draft.photo.storage, str(draft.photo)
    with django_capture_on_commit_callbacks(execute=True):
        facts = {"photo": picture("other.jpg")}
        draft = actions.rewrite(draft, facts, [], revision=1, by=make_user(Role.EDITOR))
    assert not storage.exists(former)
    assert storage.exists(str(draft.photo))
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(draft)
    assert not storage.exists(str(draft.photo))


def test_two_editors_do_not_overwrite_one_another() -> None:
    item, editor = make_draft(), client_of(make_user(Role.EDITOR))
    first = typed(key=str(item.key), title="First", draft="yes")
    assert editor.post(f"/news/{item.slug}/change/", first).status_code == 302
    second = typed(key=str(item.key), title="Second", draft="yes")
    answer = editor.post(f"/news/{item.slug}/change/", second)
    assert answer.status_code == 409
    assert only(pk=item.pk).title == "First"
    third = typed(key=str(item.key), title="First", statement_1_text="Never.", draft="yes")
    shown = editor.post(f"/news/{item.slug}/change/", third).content.decode()
    assert "Never." in shown
    assert "They met at sea." in shown


def test_the_same_form_sent_twice_is_one_item() -> None:
    editor, form = client_of(make_user(Role.EDITOR)), typed(draft="yes")
    for _time in range(2):
        editor.post("/news/new/", form)
    assert NewsItem.objects.filter(title="Boats meet").count() == 1


def test_a_photograph_needs_a_credit_and_words() -> None:
    editor = client_of(make_user(Role.EDITOR))
    answer = editor.post("/news/new/", typed(photo=picture()))
    assert answer.status_code == 422
    assert answer.content.decode().count("A photograph needs a credit") >= 2
    given = {"photo": picture(), "photo_credit": "OSCE/Demo", "photo_alt": "Two boats"}
    editor.post("/news/new/", typed(**given))
    page = editor.get("/news/boats-meet/").content.decode()
    assert 'alt="Two boats"' in page
    assert "Photograph: OSCE/Demo" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsItem.objects.filter(slug="boats-meet").update(photo_credit="")


def test_a_statement_needs_a_speaker_and_a_function() -> None:
    editor = client_of(make_user(Role.EDITOR))
    answer = editor.post("/news/new/", typed(statement_1_function=""))
    assert answer.status_code == 422
    assert "Name who says it, with the function, and what." in answer.content.decode()


def test_a_day_to_come_is_refused() -> None:
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = client_of(make_user(Role.EDITOR)).post("/news/new/", typed(issued_on=later))
    assert answer.status_code == 422


def test_published_news_stands_with_its_meeting_state_structure_and_field(client: Client) -> None:
    client_of(make_user(Role.EDITOR)).post("/news/new/", typed())
    item = only(title="Boats meet")
    actions.publish(item, revision=item.revision, by=make_user(Role.APPROVER))
    for path in ("/meetings/10/", "/states/NO/", "/structures/tntd/", "/fields/policing/"):
        assert "Boats meet" in text_of(client, path), path
    for query in ("field=policing", "state=NO", "q=boats"):
        assert "Boats meet" in text_of(client, f"/news/?{query}"), query
    assert "Boats meet" not in text_of(client, "/news/?state=SE")
    assert titles(client, "boats meet")["news"] == ["Boats meet"]


def test_the_newsletter_may_take_up_what_was_published_and_no_old_record() -> None:
    make_published("Boats meet")
    assert [each.headline for each in published_news(None)] == ["Boats meet"]


def test_the_feed_is_answered_with_304_until_something_is_published(client: Client) -> None:
    first = client.get("/news/feed.xml")
    tag = first.headers["ETag"]
    assert client.get("/news/feed.xml", headers={"If-None-Match": tag}).status_code == 304
    make_published("Boats meet")
    again = client.get("/news/feed.xml", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "<title>Boats meet</title>" in again.content.decode()


def test_the_recorded_items_say_what_is_recorded(client: Client) -> None:
    berlin = text_of(client, "/news/tenth-annual-meeting-in-berlin/")
    assert "Issued on 12 April 2016" in berlin
    assert "Emilie Haber, State Secretary, Germany's Interior Ministry" in berlin.replace("&#x27;", "'")
    assert "Its photograph is recorded without a credit and not shown." in berlin
    assert "Issued by not recorded Fields of work not recorded" in berlin
    fifteenth = text_of(client, "/news/fifteenth-annual-meeting/")
    assert "Issued on not recorded" in fifteenth
    assert "Fields of work Border management" in fifteenth
    assert "spoke for the Secretariat" not in fifteenth + text_of(client, "/meetings/15/")
    assert "OSCE Chairpersonship, OSCE Secretariat, Transnational Threats Department" in fifteenth
    skopje = text_of(client, "/news/conference-on-co-operation-centres-in-skopje/")
    assert "the former Yugoslav Republic of Macedonia; it is North Macedonia today" in skopje
    assert "Issued on not recorded Issued by not recorded Fields of work not recorded" in skopje
    assert "SKOPJE" not in skopje
    assert "Issued on: not recorded · issued by: not recorded" in text_of(client, "/news/")


def test_the_list_costs_the_same_for_any_number_of_items(client: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get("/news/")
    for number in range(15):
        make_published(f"Item {number}", issuers=Organisation.objects.filter(slug="tntd"))
    with CaptureQueriesContext(connection) as many:
        client.get("/news/")
    assert len(many) == len(few)


def test_an_empty_list_says_who_writes_and_who_publishes(client: Client) -> None:
    NewsItem.objects.all().delete()
    assert "An editor writes a news item, and an approver publishes it." in text_of(client, "/news/")
