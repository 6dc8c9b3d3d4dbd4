"""Lists of the exchange are narrowed by State and by field of work, each choice with its number."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models import FieldOfWork
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative
from tests.factories.network import make_focal_point
from tests.factories.questions import make_open_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return client_of(make_focal_point("BE"))


def page_of(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_questions_are_narrowed_by_who_asked_and_by_field(reader: Client) -> None:
    editor = make_user(Role.EDITOR)
    policing = FieldOfWork.objects.get(name="Policing")
    make_open_question(editor, "FI", title="Readers", field=policing)
    make_open_question(editor, "PL", title="Signs")
    every, finnish = page_of(reader, "/questions/"), page_of(reader, "/questions/?state=FI")
    assert [text in every for text in ("Finland (1)", "Poland (1)", "Policing (1)")] == [True] * 3
    assert (">Readers<" in finnish, ">Signs<" in finnish) == (True, False)


def test_initiatives_are_narrowed_by_sponsor_and_an_invited_state_is_none(reader: Client) -> None:
    make_initiative("One form", "AT", "PL", status="endorsed")
    make_initiative("Two forms", "PL", status="endorsed")
    make_initiative("No form", "PL", status="done")
    every, austrian = page_of(reader, "/initiatives/"), page_of(reader, "/initiatives/?state=AT")
    assert [text in every for text in ("Austria (1)", "Poland (2)")] == [True, True]
    assert (">One form<" in austrian, ">Two forms<" in austrian) == (True, False)


def test_the_lists_cost_the_same_queries_narrowed_or_not(reader: Client) -> None:
    make_initiative("One form", "AT", "PL", status="endorsed")
    counted = []
    for path in ("/initiatives/", "/initiatives/?state=AT"):
        with CaptureQueriesContext(connection) as queries:
            page_of(reader, path)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_value_that_is_no_state_keeps_nothing_and_says_so(reader: Client) -> None:
    make_initiative("One form", status="endorsed")
    page = page_of(reader, "/initiatives/?state=XX")
    assert ("Choose one of the list." in page, ">One form<" in page) == (True, False)
