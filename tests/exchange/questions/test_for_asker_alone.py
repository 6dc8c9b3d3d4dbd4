"""What a State writes for the State alone that asks reaches nobody else by any way: one walk over all."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from exchange.practices.actions import publish
from exchange.practices.models import Practice
from exchange.questions.models import Question
from nfp_portal.accounts.access import declared_routes
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative
from tests.factories.network import make_delegate, make_focal_point
from tests.factories.newsletter import make_issue
from tests.factories.questions import close, give, give_nothing, make_open_question
from tests.texts import read

pytestmark = pytest.mark.django_db

# What Austria writes for Finland alone; what it writes is also found by another word of the same text.
SECRET, OTHER_WORD = "quollseal", "bergschuh"
WAY = "/practices/offer/?question=1"


@pytest.fixture
def finland() -> Client:
    return client_of(make_focal_point("FI"))


@pytest.fixture
def question(finland: Client) -> Question:
    """Finland asks five States; a practice, an initiative and a piece of the newsletter come of it."""
    opened = make_open_question(make_focal_point("FI"), "FI", "AL", "DE", "AT", "BE", "PL")
    give(opened, "AL", "yes", "Fewer devices", "everyone")
    give(opened, "DE", "no", "Test in the cold", "focal_points")
    give(opened, "AT", "planned", f"{SECRET} {OTHER_WORD}", "asking", name="Anna QUOLLNAME")
    give_nothing(opened, "BE")
    closed = close(opened)
    finland.post("/questions/1/summary/", {"summary": "Two of three use them.", "revision": "1"})
    typed = {"title": "Reading away", "summary": "How.", "stage": "idea", "mechanism": "other"}
    finland.post(WAY, typed | {"language": "en", "audience": "all", "revision": "1", "involved": ["AL"]})
    make_initiative("Readers for all", "FI", practice=publish(Practice.objects.get(), revision=1, by=None))
    make_issue(number=5)
    editor = client_of(make_user(Role.EDITOR))
    assert editor.post(f"/newsletter/issues/5/take-up/question-{closed.pk}/").status_code == 302
    return closed


def addresses(question: Question) -> Iterator[str]:
    """Yield each address that needs no more than the question, and those of other rooms that show it."""
    for route in declared_routes():
        if route.name.startswith("exchange:questions:") and re.findall(r"<(.+?)>", route.pattern) == [
            "int:number"
        ]:
            yield reverse(route.name, args=[1])
    assert question.round is not None
    board = question.round.get_absolute_url()
    yield from (board, f"{board}report.pdf", f"{board}report.xlsx")
    yield from ("/questions/1/?a1=planned", "/questions/1/?shared=asking", f"/questions/1/?q={OTHER_WORD}")
    yield from ("/", "/desk/", "/questions/", "/questions/similar/?title=Mobile+readers")
    yield from ("/practices/", "/practices/reading-away/", "/practices/reading-away/history/", WAY)
    yield from ("/initiatives/", "/initiatives/1/", "/initiatives/1/history/")
    yield from (f"/search/?q={OTHER_WORD}", "/search/?q=austria&kind=answers", "/states/AT/", "/states/FI/")
    yield from ("/newsletter/", "/newsletter/feed.xml", "/meetings/calendar.ics")
    yield from ("/newsletter/issues/5/", "/newsletter/issues/5/preview/light/")


def everybody_else() -> dict[str, Client]:
    return {
        "visitor": Client(),
        "partner": client_of(make_user(Role.PARTNER)),
        "focal point": client_of(make_focal_point("PL")),
        "delegation": client_of(make_delegate("PL")),
        "editor": client_of(make_user(Role.EDITOR)),
        "administrator": client_of(make_user(Role.ADMINISTRATOR)),
    }


def test_it_leaves_by_no_way_to_anybody_else(question: Question) -> None:
    clients, paths = everybody_else(), list(addresses(question))
    texts = {(who, path): read(client, path) for who, client in clients.items() for path in paths}
    assert [key for key, text in texts.items() if SECRET in text] == []
    # The walk has read the question, its files and what came of it.
    editor = {path: text for (who, path), text in texts.items() if who == "editor"}
    assert sorted(path for path, text in editor.items() if not text) == [
        "/questions/1/extend/",
        "/questions/1/summary/",
    ]
    for path in ("/questions/1/", "/questions/1.pdf", "/questions/1.xlsx"):
        assert "fewer devices" in editor[path], path
    assert "responses from albania (1 in total)" in editor["/newsletter/issues/5/preview/light/"]
    # Nor is it counted, chosen from, or told apart from silence, except on the board of who answered.
    for who in clients:
        page = texts[who, "/questions/1/"]
        shared = 1 if who in {"visitor", "partner", "delegation"} else 2
        assert f"{shared} answer" in page, who
        assert ("planned</option>" in page, "austria: planned" in page) == (True, False), who
        assert "finland only" not in page, who
        assert 'id="state-at"' not in page, who
        assert "there is no answer to show" in texts[who, "/questions/1/?a1=planned"], who
        assert "(3 in total)" not in texts[who, "/questions/1.pdf"], who
        assert "austria" not in texts[who, "/questions/1.xlsx"], who


def test_the_state_that_asks_has_it_everywhere(finland: Client, question: Question) -> None:
    for client in (finland, client_of(make_delegate("FI"))):
        for path in ("/questions/1/", "/questions/1.pdf", "/questions/1.xlsx", f"/search/?q={OTHER_WORD}"):
            assert SECRET in read(client, path), path
        page = read(client, "/questions/1/")
        assert ("3 answers" in page, "finland only" in page) == (True, True)
        assert "austria: planned" in page
        assert "(3 in total)" in read(client, "/questions/1.pdf")
    assert "austria" not in read(finland, WAY).partition("other states involved")[2].partition("checked")[0]


def test_whose_answer_it_is_reads_it_on_the_page_and_has_no_file_with_it(question: Question) -> None:
    austria = client_of(make_focal_point("AT"))
    with_it = {path for path in addresses(question) if SECRET in read(austria, path)}
    assert with_it == {
        *("/questions/1/", "/questions/1/?a1=planned", "/questions/1/?shared=asking"),
        *(f"/questions/1/?q={OTHER_WORD}", f"/search/?q={OTHER_WORD}", "/search/?q=austria&kind=answers"),
    }
