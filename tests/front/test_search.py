"""The page of the search: what it finds first, for whom, and how it is shown."""

from typing import Any

import pytest
from django.test import Client

from exchange.practices.models import Practice
from network.models import FieldOfWork
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.audit.actions import quota
from nfp_portal.audit.models import ReadCount
from tests.factories.accounts import client_of, make_user
from tests.factories.centres import make_centre
from tests.factories.initiatives import make_initiative
from tests.factories.meetings import make_meeting
from tests.factories.network import (
    make_agency,
    make_appointment,
    make_delegate,
    make_focal_point,
    make_person,
)
from tests.factories.newsletter import make_sent_issue
from tests.factories.practices import make_practice
from tests.factories.questions import make_open_question
from tests.restricted_things import make_restricted_things
from tests.searching import best, hits, numbers, titles, unmarked

pytestmark = pytest.mark.django_db

TENTH = "Tenth Annual Meeting of the OSCE Border Security and Management National Focal Points Network"


# The words that people of the Network type -----------------------------------------------------------


def test_the_acronym_of_the_centres_finds_what_was_concluded_and_what_followed(
    client: Client,
) -> None:
    make_initiative("Centres in real time", status="endorsed", audience=Audience.ALL, summary="For the PCCC.")
    make_centre("Police and Customs Co-operation Centre on the pass")
    matching = hits(client, "PCCC")
    assert best(client, "PCCC").title == "Police and Customs Co-operation Centre on the pass"
    concluded = [hit.title for group in matching.values() for hit in group]
    assert any(title.startswith("The region needs to see its situation better") for title in concluded)
    assert matching["meetings"][0].url == "/meetings/pccc-inaugural-conference/"
    assert [hit.title for hit in matching["initiatives"]] == ["Centres in real time"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Haber", "Emilie Haber, State Secretary, Federal Ministry of the Interior of Germany"),
        ("BSMU", "Border Security and Management Unit"),
        ("BMSC", "OSCE Border Management Staff College"),
        ("TNTD", "Transnational Threats Department"),
        ("Swiecko", "Study visit to the German-Polish border in Świecko"),
        ("Świecko", "Study visit to the German-Polish border in Świecko"),
        ("AUT", "Austria"),
        ("aut", "Austria"),
        ("AT", "Austria"),
        ("FYROM", "North Macedonia"),
        ("turkey", "Türkiye"),
        ("migration", "Migration"),
        ("report", "Report: 10th Annual Meeting of the Network"),
        ("report 10", "Report: 10th Annual Meeting of the Network"),
        ("10", TENTH),
        ("meeting 10", TENTH),
        ("recovery codes", "I cannot sign in"),
    ],
)
def test_a_word_finds_first_what_it_means(client: Client, query: str, title: str) -> None:
    assert best(client, query).title == title


def test_a_number_finds_the_meeting_before_all_else_that_has_it(client: Client) -> None:
    make_meeting(number=16, slug="16", title="Sixteenth Annual Meeting")
    make_sent_issue(number=16, title="After sixteen years")
    make_practice("16 patrols", audience=Audience.ALL)
    assert best(client, "16").title == "Sixteenth Annual Meeting"
    assert best(client, "issue 16").title == "No. 16: After sixteen years"


def test_a_number_with_its_kind_finds_the_question_and_the_initiative_of_this_number() -> None:
    plans = [make_initiative(title, status="endorsed") for title in ("Quoll plan", "Numbat plan")]
    editor = make_user(Role.EDITOR)
    opened = [make_open_question(editor, title=title) for title in ("On quolls", "On numbats")]
    make_practice("1 quoll and 2 numbats")
    reader = client_of(make_user(Role.FOCAL_POINT))
    for kind, rows in (("initiative", plans), ("question", opened)):
        for row in rows:
            assert best(reader, f"{kind} {row.number}").title == row.title


def test_the_concept_is_found_by_its_acronym_and_the_page_says_what_that_stands_for(client: Client) -> None:
    assert best(client, "BSMC").url == "/history/#border-security-and-management-concept"
    (about,) = hits(client, "BSMC")["help"]
    assert about.url == "/about/#the-border-security-and-management-concept"
    page = unmarked(client.get("/search/?q=BSMC").content.decode())
    assert "BSMC stands for Border Security and Management Concept." in page


def test_among_other_words_a_short_code_counts_in_capitals_alone(client: Client) -> None:
    make_practice("Dogs and boats", audience=Audience.ALL)
    assert titles(client, "dogs and boats") == {"practices": ["Dogs and boats"]}
    assert titles(client, "dogs AND boats") == {"practices": ["Dogs and boats"]}
    assert best(client, "AND").title == "Andorra"


# Letters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("Ελένη Καραγιάννης", ("ΚΑΡΑΓΙΑΝΝΗΣ", "ΚΑΡΑΓΙΆΝΝΗΣ", "καραγιαννησ", "karagiannis")),
        ("Асель Тұрсынова", ("Турсынова", "тұрсынова", "Tursynova")),
        ("Yuliia Zakharchuk", ("Захарчук", "zakharchuk")),
        ("Встреча в Душанбе", ("dushanbe", "ДУШАНБЕ")),
        ("Straße nach Łódź", ("strasse", "lodz")),
        ("German-Polish patrol", ("polish", "german polish", "germanpolish", "German-Polish")),
    ],
)
def test_a_text_is_found_in_any_spelling_and_the_passage_marks_it(
    client: Client, text: str, queries: tuple[str, ...]
) -> None:
    make_practice("One of many", summary=f"Before it. {text}. After it.", audience=Audience.ALL)
    for query in queries:
        assert titles(client, query).get("practices") == ["One of many"], query
        assert "<mark>" in client.get("/search/", {"q": query}).content.decode(), query


def test_people_are_found_in_any_spelling() -> None:
    member = client_of(make_user(Role.DELEGATION))
    for given, family, script in (
        ("Eleni", "Karagianni", "Ελένη Καραγιάννης"),
        ("Asel", "Tursynova", "Асель Тұрсынова"),
        ("Yuliia", "Zakharchuk", ""),
        ("Emma", "Haber", ""),
        ("Jan", "Wagner", ""),
        ("Anna", "Kaczmarek", ""),
    ):
        person = make_person("AT", given_name=given, family_name=family, name_in_script=script)
        make_appointment("AT", person=person)
    for query, name in (
        ("ΚΑΡΑΓΙΆΝΝΗΣ", "Karagianni, Eleni"),
        ("καραγιαννησ", "Karagianni, Eleni"),
        ("Турсынова", "Tursynova, Asel"),
        ("Захарчук", "Zakharchuk, Yuliia"),
        ("Хабер", "Haber, Emma"),
        ("Вагнер", "Wagner, Jan"),
        ("Качмарек", "Kaczmarek, Anna"),
    ):
        assert titles(member, query)["focal_points"] == [name], query


def test_people_are_found_by_each_name_and_code_of_their_state() -> None:
    member = client_of(make_user(Role.DELEGATION))
    for code, family in (("AT", "Hofstätter"), ("DE", "Müller"), ("US", "Lautner"), ("BA", "Autić")):
        make_appointment(code, person=make_person(code, given_name="Anna", family_name=family))
    for query, names in {
        "AUT": ["Autić, Anna", "Hofstätter, Anna", "Lautner, Anna"],  # Lautner by letters inside the name
        "AUT Hofstätter": ["Hofstätter, Anna"],
        "DEU Müller": ["Müller, Anna"],
        "Германия Мюллер": [],
        "Германия Müller": ["Müller, Anna"],
        "Deutschland Anna": ["Müller, Anna"],
        "USA": ["Lautner, Anna"],
        "Stati Uniti": ["Lautner, Anna"],
        "Bosna i Hercegovina": ["Autić, Anna"],
        "BIH": ["Autić, Anna"],
        "GBR": [],
    }.items():
        assert sorted(titles(member, query).get("focal_points", [])) == names, query
    assert best(member, "AUT").title == "Austria"


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("Россия", "Russian Federation"),
        ("Германия", "Germany"),
        ("Österreich", "Austria"),
        ("Osterreich", "Austria"),
        ("ÖSTERREICH", "Austria"),
        ("Польша", "Poland"),
        ("Ελλάδα", "Greece"),
        ("ΕΛΛΑΔΑ", "Greece"),
        ("États-Unis", "United States of America"),
        ("США", "United States of America"),
        ("日本", "Japan"),
    ],
)
def test_a_state_and_what_is_of_it_are_found_by_its_name_in_other_languages(
    client: Client, query: str, state: str
) -> None:
    make_practice("Quolls", summary=f"Seen in {state}.", audience=Audience.ALL)
    assert best(client, query).title == state
    assert titles(client, query)["practices"] == ["Quolls"]


def test_for_want_of_better_titles_are_looked_through_inside_of_words(client: Client) -> None:
    make_meeting(title="Grenzpolizeitag")
    assert titles(client, "polizei") == {"meetings": ["Grenzpolizeitag"]}
    assert "these letters are inside other words" in client.get("/search/?q=polizei").content.decode()


def test_a_title_comes_before_a_text_and_more_of_a_word_before_less(client: Client) -> None:
    make_practice("Boats", summary="On quolls, quolls and quolls again.", audience=Audience.ALL)
    make_practice("Cars", summary="A quoll was seen once.", audience=Audience.ALL)
    make_practice("Quolls", summary="In the north.", audience=Audience.ALL)
    assert titles(client, "quoll") == {"practices": ["Quolls", "Boats", "Cars"]}


# The page --------------------------------------------------------------------------------------------


def test_the_kinds_keep_their_numbers_when_one_is_chosen(client: Client) -> None:
    for number in range(25):
        make_practice(f"Quoll {number}", audience=Audience.ALL)
    make_meeting(title="On quolls")
    assert numbers(client, "quoll") == {"": 26, "meetings": 1, "practices": 25}
    page = client.get("/search/?q=quoll&kind=practices&page=2")
    results = page.context["results"]
    assert [(facet.name, facet.number) for facet in results.facets if facet.is_chosen] == [("practices", 25)]
    assert (results.facets[0].number, results.summary, len(results.results)) == (26, "25 results", 5)
    assert 'href="?q=quoll&amp;kind=meetings"' in page.content.decode()
    assert titles(client, "quoll", kind="nothing") == titles(client, "quoll")


def test_beyond_a_hundred_of_a_kind_the_page_says_that_there_are_more(client: Client) -> None:
    first = make_practice("Quoll", audience=Audience.ALL)
    facts = {"published_at": first.published_at, "confirmed_on": first.confirmed_on, "state": first.state}
    kinds = {"title": "Quoll", "summary": "Why.", "stage": first.stage, "mechanism": first.mechanism}
    Practice.objects.bulk_create(
        Practice(slug=f"quoll-{number}", audience=Audience.ALL, **facts, **kinds) for number in range(105)
    )
    results = client.get("/search/?q=quoll").context["results"]
    assert [(facet.name, facet.number, facet.has_more) for facet in results.facets] == [
        ("", 100, True),
        ("practices", 100, True),
    ]
    assert results.summary == (
        "100 results. The first 100 of each kind are shown. Add a word to narrow them."
    )


def test_what_is_typed_and_what_is_found_stay_text(client: Client) -> None:
    make_practice('<script>"quoll"</script>', summary="<b>quoll</b> & more", audience=Audience.ALL)
    page = client.get("/search/", {"q": '"quoll>'}).content.decode()
    assert 'value="&quot;quoll&gt;"' in page
    assert "&lt;script&gt;&quot;<mark>quoll</mark>&quot;&lt;/script&gt;" in page
    assert "&lt;b&gt;<mark>quoll</mark>&lt;/b&gt; &amp; more" in page


def test_without_a_match_the_page_says_what_to_do(client: Client) -> None:
    page = client.get("/search/?q=zzyx").content.decode()
    assert "Focal points are found by members who have signed in." in page
    member = client_of(make_user(Role.PARTNER))
    assert "Open the directory" in member.get("/search/?q=zzyx").content.decode()
    assert "joint patrols" in client.get("/search/").content.decode()


def test_sections_of_help_lead_to_their_heading(client: Client) -> None:
    [hit] = hits(client, "unwanted mail")["help"]
    path, _hash, anchor = hit.url.partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()


# People ----------------------------------------------------------------------------------------------


def test_people_are_shown_as_in_the_directory_with_what_this_reader_may_know() -> None:
    agency = make_agency("AT", "Border Police Directorate")
    person = make_person(
        "AT",
        family_name="Quollmann",
        function="Head of Unit",
        agency=agency,
        email="quollmann@example.org",
        email_visibility="network",
        telephone="+43 1 000 0000",
        telephone_visibility="secretariat",
    )
    make_appointment("AT", person=person)
    [hit] = hits(client_of(make_focal_point("PL")), "quollmann")["focal_points"]
    assert hit.url == person.get_absolute_url()
    assert hit.detail == "Austria, Head of Unit, Border Police Directorate"
    assert hit.facts == ('<a href="mailto:quollmann@example.org">quollmann@example.org</a>',)
    assert hits(Client(), "quollmann") == {}
    [shown] = hits(client_of(make_delegate("PL")), "quollmann")["focal_points"]
    assert shown.facts == ()


def test_people_shown_count_as_read_like_in_the_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        make_appointment("AT", person=make_person("AT", family_name=f"Quoll{number}"))
    reader = make_user(Role.FOCAL_POINT)
    client = client_of(reader)
    client.get("/search/?q=quoll")
    [counts] = ReadCount.objects.filter(account=reader).values_list("listed", flat=True)
    assert len(counts) == 3
    monkeypatch.setattr(quota, "LISTED_PER_HOUR", 2)
    assert client.get("/search/?q=quoll").status_code == 429
    assert client.get("/search/?q=austria&kind=states").status_code == 200


# Who finds what --------------------------------------------------------------------------------------


def test_a_restricted_word_is_found_by_nobody_it_is_not_for(settings: Any) -> None:
    """Neither as a hit nor as a number, a passage or a kind."""
    settings.REQUIRE_MFA = False
    open_, network, desk = make_restricted_things()
    readers = {
        "visitor": (Client(), open_),
        "partner": (client_of(make_user(Role.PARTNER)), open_),
        "delegation": (client_of(make_delegate("PL")), open_),
        "focal point": (client_of(make_focal_point("PL")), open_ | network),
        "editor": (client_of(make_user(Role.EDITOR)), open_ | network | desk),
        "approver": (client_of(make_user(Role.APPROVER)), open_ | network | desk),
        "administrator": (client_of(make_user(Role.ADMINISTRATOR)), open_ | network | desk),
    }
    for name, (client, expected) in readers.items():
        for word in sorted(open_ | network | desk | {"quollasking"}):
            answer = client.get("/search/", {"q": word})
            results = answer.context["results"]
            assert bool(results.facets) == bool(results.results) == (word in expected), (name, word)
            assert ("<mark>" in answer.content.decode()) == (word in expected), (name, word)
        page = unmarked(client.get("/search/?q=quoll").content.decode())
        hidden = (network | desk | {"quollasking"}) - expected
        assert [word for word in sorted(hidden) if word in page] == [], name


# Facets ----------------------------------------------------------------------------------------------


def test_results_are_narrowed_by_state_field_and_year_each_with_its_number(client: Client) -> None:
    policing = FieldOfWork.objects.get(name="Policing")
    make_practice("Quoll patrols", "AT", audience=Audience.ALL, field=policing)
    make_practice("Quoll cars", "PL", audience=Audience.ALL)
    make_initiative("Quoll forms", "AT", "PL", status="endorsed", audience=Audience.ALL)
    page = unmarked(client.get("/search/?q=quoll").content.decode())
    assert [text in page for text in ("Austria (2)", "Poland (2)", "Policing (1)", "2026 (3)")] == [True] * 4
    patrols = {"practices": ["Quoll patrols"]}
    assert titles(client, "quoll", state="AT") == patrols | {"initiatives": ["Quoll forms"]}
    assert titles(client, "quoll", state="AT", kind="practices") == patrols
    assert titles(client, "quoll", state="AT", field="policing", year="2026") == patrols
    narrowed = unmarked(client.get("/search/?q=quoll&state=AT&kind=practices").content.decode())
    assert [text in narrowed for text in ("Austria (1)", "Poland (1)", "Policing (1)")] == [True] * 3
    assert numbers(client, "quoll", state="AT") == {"": 2, "practices": 1, "initiatives": 1}


def test_a_choice_that_is_none_keeps_nothing_and_says_so(client: Client) -> None:
    make_practice("Quoll patrols", "AT", audience=Audience.ALL)
    page = unmarked(client.get("/search/?q=quoll&state=XX").content.decode())
    assert ("Choose one of the list." in page, "Quoll patrols" in page) == (True, False)
    assert 'href="/search/?q=quoll"' in page


def test_a_facet_counts_nothing_that_the_reader_may_not_read(client: Client) -> None:
    make_practice("Quoll patrols", "AT")
    make_practice("Quoll cars", "PL", audience=Audience.ALL)
    page = unmarked(client.get("/search/?q=quoll").content.decode())
    assert ("Poland (1)" in page, "Austria (" in page) == (True, False)
