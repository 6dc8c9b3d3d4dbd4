"""The mail catcher's pages: what a newcomer reads of the portal's mail, and what no other site can."""

import json
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.mailbox import Mailbox
from tests.services import SuiteServices


@pytest.fixture
def inbox(services: SuiteServices, mailbox: Mailbox) -> Iterator[str]:
    """Give the address of the catcher's page, with one message in it."""
    assert services.launched.catcher is not None
    message = EmailMessage()
    message["Subject"] = "Ihre Anmeldung <b>Wien</b>"
    message["From"], message["To"] = "portal@example.org", "Jürgen Ж <j@example.org>"
    message.set_content("Go to https://portal.example.org/a?b=1&c=2 <now>")
    message.add_alternative("<p onclick='x()'>Hello</p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", services.launched.catcher.smtp) as relay:
        relay.send_message(message, to_addrs=["j@example.org", "k@example.org"])
    yield services.launched.catcher.inbox
    mailbox.clear()


def get(address: str, **headers: str) -> tuple[str, Any]:
    with urlopen(Request(address, headers=headers), timeout=10) as answer:  # noqa: S310 - our own address
        return answer.read().decode(), answer.headers


def test_the_list_names_time_recipients_and_subject(inbox: str) -> None:
    page, _ = get(inbox)
    assert "1 message<" in page
    assert "j@example.org, k@example.org" in page
    assert "Ihre Anmeldung &lt;b&gt;Wien&lt;/b&gt;" in page


def test_a_message_shows_its_text_with_links_that_can_be_followed(inbox: str) -> None:
    page, _ = get(f"{inbox}messages/{_number(inbox)}")
    assert (
        'Go to <a href="https://portal.example.org/a?b=1&amp;c=2">https://portal.example.org/a?b=1&amp;c=2</a>'
        " &lt;now&gt;"
    ) in page
    assert "Jürgen Ж" in page


def test_the_html_part_stands_in_a_frame_that_runs_nothing(inbox: str) -> None:
    page, headers = get(f"{inbox}messages/{_number(inbox)}.html")
    assert page.strip() == "<p onclick='x()'>Hello</p>"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_source_is_what_came_over_smtp(inbox: str) -> None:
    source, _ = get(f"{inbox}messages/{_number(inbox)}.eml")
    [row] = json.loads(get(f"{inbox}messages.json")[0])["messages"]
    assert row["source"] == source
    assert row["to"] == ["j@example.org", "k@example.org"]
    assert row["from"] == "portal@example.org"


def test_an_empty_box_says_that_nothing_leaves_the_machine(inbox: str, mailbox: Mailbox) -> None:
    mailbox.clear()
    assert "No messages yet" in get(inbox)[0]


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_another_site_can_neither_read_nor_delete_the_mail(inbox: str, headers: dict[str, str]) -> None:
    for method, path in (("GET", "messages.json"), ("POST", "delete")):
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(f"{inbox}{path}", method=method, headers=headers), timeout=10)  # noqa: S310 - ours
        assert refused.value.code == 403
        refused.value.close()


def test_an_unknown_address_is_404(inbox: str) -> None:
    for path in ("messages/999999", "elsewhere"):
        with pytest.raises(HTTPError) as refused:
            get(f"{inbox}{path}")
        assert refused.value.code == 404
        refused.value.close()


def _number(inbox: str) -> int:
    [row] = json.loads(get(f"{inbox}messages.json")[0])["messages"]
    return int(row["id"])


def test_an_address_that_begins_with_refused_does_not_exist_here(services: SuiteServices) -> None:
    assert services.launched.catcher is not None
    with smtplib.SMTP("127.0.0.1", services.launched.catcher.smtp) as relay:
        relay.ehlo()
        relay.mail("a@example.org")
        assert relay.rcpt("Refused.anybody@example.org") == (550, b"5.1.1 No such mailbox here")
        assert relay.rcpt("anybody@example.org")[0] == 250
