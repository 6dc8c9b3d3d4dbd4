"""By a real worker to a real mail server: each reader gets the edition in the own language, once."""

from email.message import EmailMessage

import pytest
from django.utils import timezone

from newsletter.dispatch import actions as sending
from newsletter.models import Issue, IssueStatus
from newsletter.readers.models import Reader
from newsletter.readers.reasons import update_readers
from nfp_portal.accounts.audience import Audience
from tests.factories.network import make_appointment, make_person
from tests.factories.newsletter import (
    approved,
    fresh,
    make_edition,
    make_editor,
    make_issue,
    make_piece,
    make_subscription,
    make_translation,
)
from tests.mailbox import Mailbox
from tests.newsletter.dispatch.test_readers_with_a_worker import sent_by_the_worker
from tests.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def appoint(address: str) -> None:
    make_appointment("AT", person=make_person("AT", email=address), starts_on=timezone.localdate())


def in_two_languages() -> Issue:
    """An issue in English and Russian, with one piece for everybody and one for focal points."""
    issue = make_issue(title="Spring", period="May 2026")
    make_edition(issue, title="Весна", period="май 2026")
    piece = make_piece(issue, headline="Drills", body="They drilled.")
    make_translation(piece, headline="Учения", body="Прошли учения.")
    make_piece(issue, headline="Closed", body="Hidden words.", audience=Audience.FOCAL_POINTS)
    return approved(issue)


def to_each(mailbox: Mailbox) -> dict[str, EmailMessage]:
    messages = mailbox.messages()
    assert len({message["To"] for message in messages}) == len(messages)
    return {str(message["To"]): message for message in messages}


def text_of(message: EmailMessage) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    return str(part.get_content()).replace("=\n", "")


def test_each_reader_gets_the_edition_in_the_own_language_once(worker: Worker, mailbox: Mailbox) -> None:
    make_subscription("english@example.org")
    make_subscription("russian@example.org", language="ru")
    make_subscription("german@example.org", language="de")
    issue = in_two_languages()
    sending.dispatch(issue.number, by=make_editor())
    sent_by_the_worker(issue)
    sent = to_each(mailbox)
    assert {to: (message["Content-Language"], message["Subject"]) for to, message in sent.items()} == {
        "english@example.org": ("en", f"Newsletter No. {issue.number}: Spring"),
        "russian@example.org": ("ru", f"Бюллетень № {issue.number}: Весна"),
        "german@example.org": ("en", f"Newsletter No. {issue.number}: Spring"),
    }
    assert "Прошли учения." in text_of(sent["russian@example.org"])
    assert f"/newsletter/{issue.number}/ru/" in text_of(sent["russian@example.org"])
    german = text_of(sent["german@example.org"])
    assert "They drilled." in german
    assert "Ihre Sprache hier: Deutsch. Sprachen dieser Ausgabe: Englisch, Russisch." in german


def test_copies_of_focal_points_alone_name_what_is_for_them(worker: Worker, mailbox: Mailbox) -> None:
    appoint("focal@example.org")
    appoint("focal-russian@example.org")
    update_readers()
    Reader.objects.filter(address="focal-russian@example.org").update(language="ru")
    make_subscription("english@example.org")
    make_subscription("russian@example.org", language="ru")
    issue = in_two_languages()
    sending.dispatch(issue.number, by=make_editor())
    sent_by_the_worker(issue)
    sent = {to: text_of(message) for to, message in to_each(mailbox).items()}
    assert {to for to, text in sent.items() if "/accounts/login/" in text} == {
        "focal@example.org",
        "focal-russian@example.org",
    }
    assert "Contributions for focal points: 1." in sent["focal@example.org"]
    assert "next=%2Fnewsletter%2F" in sent["focal@example.org"]
    assert "Материалы для национальных координаторов: 1." in sent["focal-russian@example.org"]
    assert [to for to, text in sent.items() if "Hidden words" in text or "Closed" in text] == []


def test_who_comes_later_gets_the_own_edition_and_nobody_a_second_copy(
    worker: Worker, mailbox: Mailbox
) -> None:
    make_subscription("english@example.org")
    make_subscription("russian@example.org", language="ru")
    issue = in_two_languages()
    sending.dispatch(issue.number, by=make_editor())
    sent_by_the_worker(issue)
    # Who has it in English and now prefers Russian has it.
    Reader.objects.filter(address="english@example.org").update(language="ru")
    make_subscription("later@example.org", language="ru")
    assert sending.send_to_those_without(issue.number, by=make_editor()) == 1
    sent_by_the_worker(issue)
    assert {to: message["Content-Language"] for to, message in to_each(mailbox).items()} == {
        "english@example.org": "en",
        "russian@example.org": "ru",
        "later@example.org": "ru",
    }
    assert fresh(issue).status == IssueStatus.SENT
