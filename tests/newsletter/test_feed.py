"""The Atom feed: complete by RFC 4287, and asked for again only where it changed."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.utils.dateparse import parse_datetime

from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from tests.factories.newsletter import make_sent_issue

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/newsletter/feed.xml"


@pytest.fixture
def two_issues() -> list[Issue]:
    older = make_sent_issue({"headline": "Patrols", "body": "Two cars."}, number=12, title="Borders")
    newer = make_sent_issue(
        {"body": "See [our meetings](/meetings/), [No. 12](../12/) and [all](https://example.org/a)."},
        {"body": "[Hidden](/hidden/)", "audience": Audience.FOCAL_POINTS},
        number=13,
        title="Railways",
        opening="We met [here](/meetings/).",
        language="ru",
    )
    return [older, newer]


def feed_of(client: Client) -> ET.Element:
    return ET.fromstring(client.get(FEED).content)  # noqa: S314 - our own feed


def once(element: ET.Element, name: str) -> str:
    [child] = element.findall(f"{ATOM}{name}")
    return child.text or ""


def links(element: ET.Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


@pytest.mark.usefixtures("two_issues")
def test_the_feed_has_all_that_the_standard_requires(client: Client) -> None:
    feed = feed_of(client)
    assert once(feed, "title") == "Newsletter of the National Focal Points Network"
    assert once(feed, "id") == f"{settings.SITE_URL}/newsletter/"
    assert (
        feed.findtext(f"{ATOM}author/{ATOM}name") == "OSCE Secretariat, Border Security and Management Unit"
    )
    assert links(feed) == {
        "alternate": f"{settings.SITE_URL}/newsletter/",
        "self": f"{settings.SITE_URL}{FEED}",
    }
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        updated = parse_datetime(once(element, "updated"))
        assert updated is not None
        assert updated.tzinfo is not None


@pytest.mark.usefixtures("two_issues")
def test_each_entry_has_an_id_of_its_own_a_summary_and_the_whole_text(client: Client) -> None:
    newer, older = feed_of(client).findall(f"{ATOM}entry")
    assert [once(entry, "id") for entry in (newer, older)] == [
        f"{settings.SITE_URL}/newsletter/13/",
        f"{settings.SITE_URL}/newsletter/12/",
    ]
    assert links(older) == {"alternate": f"{settings.SITE_URL}/newsletter/12/"}
    assert "We met" in once(newer, "summary")
    content = newer.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert '<div lang="ru" dir="ltr">' in (content.text or "")


@pytest.mark.usefixtures("two_issues")
def test_every_link_of_the_feed_is_absolute(client: Client) -> None:
    page = client.get(FEED).content.decode()
    hrefs = re.findall(r"href=(?:&quot;|\")(.*?)(?:&quot;|\")", page)
    assert {href for href in hrefs if not href.startswith(("http://", "https://"))} == set()
    for href in (
        f"{settings.SITE_URL}/meetings/",
        f"{settings.SITE_URL}/newsletter/12/",
        "https://example.org/a",
    ):
        assert href in hrefs
    assert "hidden" not in page


def test_an_empty_feed_is_complete_and_always_the_same(client: Client) -> None:
    feed = feed_of(client)
    assert once(feed, "updated") == "1970-01-01T00:00:00+00:00"
    assert client.get(FEED).headers["ETag"] == client.get(FEED).headers["ETag"]


@pytest.mark.usefixtures("two_issues")
def test_a_reader_that_has_the_feed_is_answered_304(client: Client) -> None:
    first = client.get(FEED)
    by_tag = client.get(FEED, headers={"if-none-match": first.headers["ETag"]})
    by_date = client.get(FEED, headers={"if-modified-since": first.headers["Last-Modified"]})
    for answer in (by_tag, by_date):
        assert answer.status_code == 304
        assert answer.content == b""


@pytest.mark.usefixtures("two_issues")
def test_a_reader_that_takes_the_feed_compressed_is_answered_304(client: Client) -> None:
    first = client.get(FEED, headers={"accept-encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = {"accept-encoding": "gzip", "if-none-match": first.headers["ETag"]}
    assert client.get(FEED, headers=again).status_code == 304


@pytest.mark.usefixtures("two_issues")
def test_a_reader_of_the_feed_gets_the_next_issue(client: Client) -> None:
    first = client.get(FEED)
    make_sent_issue(number=14, title="Ports")
    answer = client.get(FEED, headers={"if-none-match": first.headers["ETag"]})
    assert answer.status_code == 200
    assert "Ports" in answer.content.decode()
