"""A whole round for 100 focal points, through the real worker and the mail catcher.

Confirmed, changed, left, bounced, silent; reminded, escalated, closed; and the report agrees.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from network.models import Contact, Person, State
from network.proposals.models import Proposal
from network.rounds.actions.daily import run_daily
from network.rounds.models import Addressee, Round
from network.rounds.tally import tally_of
from nfp_portal.accounts.models import Role
from nfp_portal.jobs.models import Job, PeriodicRun
from nfp_portal.mail.models import Delivery, DeliveryState
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.rounds import days_ago
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("en", "ru", "fr", "de", "es", "it")
# Of the 100, in this order.
CONFIRM, CHANGE, LEAVE, BOUNCE, SILENT = 40, 15, 5, 6, 34
ANSWER_THE_REMINDER = 14


def make_the_network() -> list[Person]:
    """100 focal points of 57 States in six languages; some have an address that died unseen."""
    states = [state.iso2 for state in State.objects.participating()]
    first_bouncing = CONFIRM + CHANGE + LEAVE
    people = []
    for number in range(100):
        bounces = first_bouncing <= number < first_bouncing + BOUNCE
        name = f"{'refused' if bounces else 'focal.point'}.{number}"
        person = make_person(
            states[number % 57], email=f"{name}@example.org", languages=[LANGUAGES[number % len(LANGUAGES)]]
        )
        make_appointment(states[number % 57], person=person)
        people.append(person)
    for each in State.objects.participating():
        Contact.objects.create(state=each, address=f"delegation@{each.iso2.lower()}.example.org")
    return people


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = monotonic() + seconds
    while not is_so():
        assert monotonic() < deadline, Counter(Delivery.objects.values_list("state", flat=True))
        sleep(0.2)


def all_has_left() -> bool:
    """Whether no job and no message waits any more."""
    return not Job.objects.open().exists() and not Delivery.objects.open().exists()


def letters_to(mailbox: Mailbox, begin: str) -> dict[str, EmailMessage]:
    """The last message to each address that begins so."""
    return {str(message["To"]): message for message in mailbox.messages() if message["To"].startswith(begin)}


def link_in(message: EmailMessage) -> str:
    """The path of the one link in a letter, the same in both its parts."""
    links = set()
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        links |= set(re.findall(r"https?://[^\s\"<>]+/answer/[^\s\"<>]+", part.get_content()))
    [link] = links
    return str(urlsplit(link).path)


class Mail:
    """What focal points do with the letters they got."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.letters = letters_to(mailbox, "focal.point.")
        self.client = Client()

    def press(self, person: Person, **typed: Any) -> None:
        response = self.client.post(link_in(self.letters[person.email]), typed)
        assert response.status_code == 302, response.content.decode()

    def confirm(self, person: Person) -> None:
        self.press(person, act="confirm", revision=1)

    def change(self, person: Person) -> None:
        entry = {"given_name": "Anna", "family_name": person.family_name, "email": person.email}
        self.press(person, act="change", revision=1, telephone="+43 1 000 0009", **entry)

    def leave(self, person: Person) -> None:
        named = {"successor_given_name": "Eva", "successor_family_name": "Neu"}
        self.press(person, act="leave", last_day="2026-12-31", **named)


def next_morning(opened: Round, days: int) -> None:
    """Let the scheduler come by on the round's nth day."""
    days_ago(opened, days)
    PeriodicRun.objects.all().delete()
    assert run_daily()
    wait_until(all_has_left)


def figures(opened: Round) -> dict[str, int]:
    counted = tally_of(opened)
    names = ("total", "unreachable", "silent")
    return {name: getattr(counted, name) for name in names} | counted.by_answer


@pytest.mark.timeout(280)
@pytest.mark.usefixtures("worker")
def test_a_round_for_100_focal_points_from_the_opening_to_the_report(
    mailbox: Mailbox, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REQUIRE_MFA = False
    monkeypatch.setattr("network.rounds.actions.daily.HOUR", 0)
    people = make_the_network()
    opened = open_by_command()
    mail = everybody_is_asked(opened, mailbox)
    most_answer(people, mail)
    first = {"confirmed": CONFIRM, "changed": CHANGE, "left": LEAVE, "unreachable": BOUNCE, "silent": SILENT}
    assert figures(opened) == {"total": 100} | first
    assert Proposal.objects.count() == LEAVE
    mail = the_silent_are_reminded(opened, mailbox, people[-SILENT:])
    the_delegations_are_told(opened, mailbox)
    call_command("verification", "close", stdout=StringIO())
    assert mail.client.get(link_in(mail.letters[people[-1].email])).status_code == 410
    still_silent = SILENT - ANSWER_THE_REMINDER
    last = first | {"confirmed": CONFIRM + ANSWER_THE_REMINDER, "silent": still_silent}
    assert figures(opened) == {"total": 100} | last
    assert board_figures(opened) == last
    assert report_counts(tmp_path) == {
        "confirmed": CONFIRM + ANSWER_THE_REMINDER,
        "changed and confirmed": CHANGE,
        "has left": LEAVE,
        "address refuses mail": BOUNCE,
        "did not answer": still_silent,
    }
    assert f"{100 - BOUNCE - still_silent} of 100 focal points have answered" in report_text(tmp_path)


def open_by_command() -> Round:
    output = StringIO()
    call_command("verification", "open", "--title", "Verification 2026", stdout=output)
    assert output.getvalue().endswith(": 100 people are asked.\n")
    wait_until(all_has_left)
    return Round.objects.get()


def everybody_is_asked(opened: Round, mailbox: Mailbox) -> Mail:
    """One letter each in six languages; dead addresses show; scanners follow each link and answer nothing."""
    mail = Mail(mailbox)
    assert len(mail.letters) == len({link_in(letter) for letter in mail.letters.values()}) == 100 - BOUNCE
    assert {str(letter["Content-Language"]) for letter in mail.letters.values()} == set(LANGUAGES)
    assert Person.objects.unreachable().count() == BOUNCE
    assert Delivery.objects.filter(state=DeliveryState.FAILED).count() == BOUNCE
    for letter in mail.letters.values():
        assert mail.client.get(link_in(letter)).status_code == 200
    assert figures(opened)["silent"] == 100 - BOUNCE
    return mail


def most_answer(people: list[Person], mail: Mail) -> None:
    groups = iter(people)
    for act, number in ((mail.confirm, CONFIRM), (mail.change, CHANGE), (mail.leave, LEAVE)):
        for _person in range(number):
            act(next(groups))


def the_silent_are_reminded(opened: Round, mailbox: Mailbox, silent: list[Person]) -> Mail:
    """The seventh day: the silent get a reminder, nobody else does; some of them answer."""
    mailbox.clear()
    next_morning(opened, 7)
    mail = Mail(mailbox)
    assert sorted(mail.letters) == sorted(person.email for person in silent)
    for person in silent[:ANSWER_THE_REMINDER]:
        mail.confirm(person)
    return mail


def the_delegations_are_told(opened: Round, mailbox: Mailbox) -> None:
    """The day of the escalation: one letter per State with somebody silent or unreachable."""
    mailbox.clear()
    next_morning(opened, 21)
    left_over = Addressee.objects.waiting()
    states = set(left_over.values_list("represents__iso2", flat=True))
    assert {address.split("@")[1][:2].upper() for address in letters_to(mailbox, "delegation@")} == states
    assert not left_over.filter(escalated_at=None).exists()
    assert not letters_to(mailbox, "focal.point.")


def report_counts(folder: Path) -> dict[str, int]:
    """Count the lines of the spreadsheet by status."""
    call_command("verification", "report", "--output", str(folder / "report.csv"), stdout=StringIO())
    with (folder / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        return Counter(line["Status"] for line in csv.DictReader(file))


def report_text(folder: Path) -> str:
    call_command("verification", "report", "--output", str(folder / "report.pdf"), stdout=StringIO())
    pages = PdfReader(folder / "report.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def board_figures(opened: Round) -> dict[str, int]:
    """Return the figures that the board shows."""
    client = Client()
    client.force_login(make_user(Role.EDITOR))
    shown = client.get(opened.get_absolute_url()).context["board"].figures
    numbers = {str(figure.label): int(figure.value) for figure in shown}
    return {
        name: numbers[name.capitalize()] for name in ("confirmed", "changed", "left", "unreachable", "silent")
    }
