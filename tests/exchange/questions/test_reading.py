"""Everybody reads what is for them: in page, list, search, sheet, PDF, map and count."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from exchange.questions.actions.asking import ItemText
from exchange.questions.documents import AnswersDocument
from exchange.questions.models import Answer, Copy, Question
from exchange.questions.reading import copy_for, reading_for, reading_of_copy
from network.models import State
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_delegate, make_focal_point
from tests.factories.questions import close, give, give_nothing, make_open_question

pytestmark = pytest.mark.django_db

CODES = ("AL", "DE", "AT", "BE", "CH", "PL")
SECRET = "Under seal"


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def question() -> Question:
    """Finland asks six: one answers everybody, one focal points, one Finland alone, one has nothing."""
    opened = make_open_question(make_focal_point("FI"), "FI", *CODES)
    give(opened, "AL", "yes", "Fewer devices", "everyone", name="Arta PUBLIC")
    give(opened, "DE", "no", "Test in the cold", "focal_points")
    give(opened, "AT", "planned", SECRET, "asking")
    give_nothing(opened, "BE")
    return close(opened)


def readers() -> dict[str, Client]:
    return {
        "visitor": Client(),
        "partner": client_of(make_user(Role.PARTNER)),
        "editor": client_of(make_user(Role.EDITOR)),
        "focal point": client_of(make_focal_point("PL")),
        "delegation": client_of(make_delegate("PL")),
    }


def everything_of(client: Client) -> str:
    """All that a reader can reach of the question, as text."""
    paths = ("", "?q=seal", "?a1=planned", "?shared=asking")
    pages = [page(client.get(f"/questions/1/{query}")) for query in paths]
    search = page(client.get("/search/?q=seal"))
    book = load_workbook(BytesIO(client.get("/questions/1.xlsx").content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    return " ".join([*pages, search, page(client.get("/questions/?q=mobile")), *cells])


def test_an_answer_for_the_asking_state_only_appears_nowhere_else(question: Question) -> None:
    for name, client in readers().items():
        reached = everything_of(client)
        assert SECRET not in reached, name
        assert "state-AT" not in reached, name
        assert "<title>Austria: " not in reached, name
        assert "<title>Austria</title>" in reached, name
        assert "3 answers" not in reached, name
        assert "Finland only" not in reached, name  # nor is it offered as a filter
    for own in ("FI", "AT"):  # who asks, and whose answer it is
        assert SECRET in everything_of(client_of(make_focal_point(own)))


def test_each_reader_is_given_the_files_of_their_circle(question: Question) -> None:
    people: dict[str, User | AnonymousUser] = {
        "visitor": AnonymousUser(),
        "partner": make_user(Role.PARTNER),
        "delegation": make_delegate("PL"),
        "focal point": make_focal_point("PL"),
        "editor": make_user(Role.EDITOR),
        "who asks": make_focal_point("FI"),
        "whose answer it is": make_focal_point("AT"),
    }
    assert {name: copy_for(question, user) for name, user in people.items()} == {
        "visitor": Copy.PUBLIC,
        "partner": Copy.PUBLIC,
        "delegation": Copy.PUBLIC,
        "focal point": Copy.FOCAL_POINTS,
        "editor": Copy.FOCAL_POINTS,
        "who asks": Copy.ASKING,
        "whose answer it is": Copy.FOCAL_POINTS,
    }


@pytest.mark.parametrize(
    ("copy", "who", "rest"),
    [
        (Copy.ASKING, "Albania, Germany and Austria (3 in total)", "No answer: 2."),
        (Copy.FOCAL_POINTS, "Albania and Germany (2 in total)", "No answer that you may read: 3."),
        (Copy.PUBLIC, "Albania (1 in total)", "No answer that you may read: 4."),
    ],
)
def test_each_copy_says_who_answered_in_protocol_order(
    question: Question, copy: Copy, who: str, rest: str
) -> None:
    sentence = f"Responses from {who}. Nothing to report: 1 State. {rest}"
    assert reading_of_copy(question, copy).sentence == sentence
    html = AnswersDocument(question, copy).compose()
    assert sentence in html
    assert (SECRET in html) == (copy == Copy.ASKING)
    assert "PUBLIC" not in html  # nobody's name is in a file


def test_counts_are_those_of_what_one_reads(question: Question) -> None:
    [item] = [item for item in question.items.all() if item.is_choice]
    asker, other = make_focal_point("FI"), make_focal_point("PL")
    assert reading_for(question, asker).counts(item) == {"yes": 1, "no": 1, "planned": 1}
    assert reading_for(question, other).counts(item) == {"yes": 1, "no": 1}


def test_a_text_in_another_language_says_so_and_is_marked_for_who_hears_it(editor: User) -> None:
    shown = make_open_question(editor, "", *CODES)
    give(shown, "AL", "yes", "Fewer devices", language="en")
    give(shown, "DE", "no", "Zuerst in der Kälte", language="de")
    give(shown, "AT", "no", "x" * 400, language="ru")
    give(shown, "PL", "no", "Mniej")
    own = page(client_of(editor).get("/questions/1/"))
    assert '<div class="prose" lang="en" dir="auto"><p>Fewer devices</p></div>' in own
    assert '<span class="badge">German</span><div class="prose" lang="de" dir="auto">' in own
    assert '<span class="badge">Russian</span><details class="answers__long" lang="ru" dir="auto">' in own
    assert '<div class="prose" dir="auto"><p>Mniej</p></div>' in own
    assert own.count('<span class="badge">') == 2
    assert '<td dir="auto" lang="de">Zuerst in der Kälte</td>' in page_of_pdf(shown)


def page_of_pdf(question: Question) -> str:
    return " ".join(AnswersDocument(question, Copy.FOCAL_POINTS).compose().split())


def test_the_public_reads_names_of_states_and_not_of_people(question: Question) -> None:
    assert "Arta PUBLIC" not in page(Client().get("/questions/1/"))
    assert "Arta PUBLIC" in page(client_of(make_focal_point("PL")).get("/questions/1/"))


def test_what_is_not_open_to_everyone_is_not_there_for_the_public(editor: User) -> None:
    closed = close(make_open_question(editor, audience=Audience.FOCAL_POINTS, title="For focal points"))
    still_open = make_open_question(editor, title="Still open")
    for shown in (closed, still_open):
        for path in (f"/questions/{shown.number}/", f"/questions/{shown.number}.xlsx"):
            assert Client().get(path).status_code == 302
    assert "For focal points" not in page(Client().get("/questions/"))
    assert "For focal points" in page(client_of(make_focal_point("PL")).get("/questions/"))


def test_a_delegation_reads_what_its_state_asks_or_is_asked(editor: User) -> None:
    make_open_question(editor, "", "AT")
    assert client_of(make_delegate("AT")).get("/questions/1/").status_code == 200
    assert client_of(make_delegate("PL")).get("/questions/1/").status_code == 404


def test_where_the_secretariat_asks_it_reads_what_is_for_it_alone(editor: User) -> None:
    shown = make_open_question(editor)
    give(shown, "AT", text=SECRET, audience="asking")
    assert SECRET in page(client_of(editor).get("/questions/1/"))
    assert SECRET not in page(client_of(make_focal_point("PL")).get("/questions/1/"))
    assert SECRET not in page(client_of(make_user(Role.ADMINISTRATOR)).get("/questions/1/"))


def test_answers_are_narrowed_by_word_choice_and_audience(question: Question) -> None:
    own = client_of(make_focal_point("FI"))
    for query, expected in (
        ("q=cold", ["DE"]),
        ("q=albania", ["AL"]),
        ("a1=planned", ["AT"]),
        ("shared=everyone", ["AL"]),
        ("a1=yes&q=cold", []),
        ("a1=anything", []),  # an error at its field
    ):
        shown = page(own.get(f"/questions/1/?{query}"))
        assert [code for code in ("AL", "DE", "AT") if f'id="state-{code}"' in shown] == expected, query


def test_only_who_asks_writes_the_summary(question: Question, editor: User) -> None:
    form = {"summary": "Three answered.", "revision": "1"}
    for user in (editor, make_focal_point("PL")):
        assert client_of(user).post("/questions/1/summary/", form).status_code == 404
    own = client_of(make_focal_point("FI"))
    assert own.post("/questions/1/summary/", form).status_code == 302
    assert own.post("/questions/1/summary/", form).status_code == 409
    assert "Three answered." in page(Client().get("/questions/1/"))
    assert "Summary by Finland" in page(Client().get("/questions/1/"))


def test_the_list_says_what_to_do_first_and_asks_the_same_for_many(
    editor: User, django_assert_num_queries: Any
) -> None:
    own = client_of(make_focal_point("FI"))
    assert "The secretariat opens them to the States you choose." in page(own.get("/questions/"))
    assert 'href="/questions/ask/"' in page(own.get("/questions/"))
    for _number in range(3):
        give(make_open_question(editor), "AT")
    with CaptureQueriesContext(connection) as few:
        own.get("/questions/")
    for _number in range(12):
        give(make_open_question(editor), "PL")
    with django_assert_num_queries(len(few)):
        assert page(own.get("/questions/")).count("1 answer") == 15


def test_a_question_costs_the_same_for_57_answers(editor: User, django_assert_num_queries: Any) -> None:
    codes = [state.iso2 for state in State.objects.participating()]
    shown = make_open_question(editor, "", *codes)
    give(shown, "AT")
    own = client_of(make_focal_point("AT"))
    with CaptureQueriesContext(connection) as few:
        own.get("/questions/1/")
    for code in codes:
        give(shown, code)
    assert Answer.objects.count() == 57
    with django_assert_num_queries(len(few)):
        assert "57 answers, in protocol order" in page(own.get("/questions/1/"))


def test_a_later_date_moves_the_end_and_its_reminders(editor: User) -> None:
    shown = make_open_question(make_focal_point("FI"), "FI")
    assert shown.round is not None
    today = timezone.localdate()
    for user, status in ((make_focal_point("PL"), 404), (editor, 302)):
        form = {"due_on": f"{today + timedelta(days=30)}"}
        assert client_of(user).post("/questions/1/extend/", form).status_code == status
    shown.round.refresh_from_db()
    assert shown.round.closes_on == today + timedelta(days=30)
    assert shown.round.reminders_on == [today + timedelta(days=23), today + timedelta(days=28)]
    for day in (today + timedelta(days=29), today + timedelta(days=99)):
        assert client_of(editor).post("/questions/1/extend/", {"due_on": f"{day}"}).status_code == 422


def test_a_long_question_heads_its_column_up_to_a_whole_word() -> None:
    text = "Do your patrols use handheld readers for documents at the green border?"
    opened = make_open_question(
        make_focal_point("FI"), "FI", "AT", items=(ItemText(text, "choice", is_optional=False),)
    )
    give(opened, "AT", "yes", audience="everyone")
    close(opened)
    heads = re.findall(r"<th[^>]*>([^<]+)</th>", page(Client().get("/questions/1/")))
    assert "1 Do your patrols use handheld readers for …" in heads
