"""The directory: what it answers, to whom, at what price, and as which files."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Agency, Person
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Suppression
from tests.factories.accounts import make_user
from tests.factories.network import make_agency, make_appointment, make_people, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_user(Role.FOCAL_POINT))
    return client


def names(client: Client, **question: Any) -> list[str]:
    response = client.get(reverse("network:directory:list"), question)
    return [row["name"].partition(",")[0] for row in response.context["rows"]]


def test_a_visitor_meets_the_sign_in_page_and_comes_back(client: Client) -> None:
    response = client.get("/network/?q=anna")
    assert response.headers["Location"] == "/accounts/login/?next=/network/%3Fq%3Danna"


def test_people_are_found_by_name_agency_and_state(reader: Client) -> None:
    make_appointment("DE", person=make_person("DE", family_name="Müller"))
    make_appointment("AT", person=make_person("AT", family_name="Huber", agency=make_agency("AT", "Zollamt")))
    assert names(reader, q="muller") == ["Müller"]
    assert names(reader, q="zoll") == ["Huber"]
    assert names(reader, q="austria hub") == ["Huber"]
    assert names(reader, q="nobody") == []


def test_filters_work_together(reader: Client) -> None:
    fresh = timezone.localdate() - timedelta(days=30)
    make_appointment("DE", person=make_person("DE", family_name="Fresh", confirmed_on=fresh))
    make_appointment(
        "DE", person=make_person("DE", family_name="Stale", confirmed_on=fresh - timedelta(days=400))
    )
    make_appointment("AT", person=make_person("AT", family_name="Never"))
    assert names(reader, state="DE", status="confirmed") == ["Fresh"]
    assert names(reader, state="DE", status="due") == ["Stale"]
    assert names(reader, status="due") == ["Never", "Stale"]
    assert names(reader, agency="customs") == []


def test_every_filter_narrows_the_answer_of_the_others(reader: Client) -> None:
    facts = {"languages": ["ru", "en"], "topics": ["Migration", "Policing"]}
    make_appointment("KZ", person=make_person("KZ", family_name="Alima", **facts))
    make_appointment("KZ", person=make_person("KZ", family_name="Bolat", languages=["ru"]))
    make_appointment("DE", person=make_person("DE", family_name="Cara", topics=["Migration"]))
    assert names(reader, language="ru") == ["Alima", "Bolat"]
    assert names(reader, topic="Migration") == ["Cara", "Alima"]
    assert names(reader, sub_region="central_asia") == ["Alima", "Bolat"]
    assert names(reader, agency="border_police", topic="Migration", language="ru") == ["Alima"]
    assert names(reader, q="ali", state="KZ", topic="Policing", sub_region="central_asia") == ["Alima"]
    assert names(reader, q="cara", sub_region="central_asia") == []
    Person.objects.filter(family_name="Bolat").update(languages=["en"])
    Agency.objects.filter(state__iso2="KZ").update(kind="customs")
    assert names(reader, language="ru") == ["Alima"]
    assert names(reader, agency="customs") == ["Alima", "Bolat"]


def test_the_secretariat_finds_whose_mail_comes_back(client: Client, settings: Any) -> None:
    settings.REQUIRE_MFA = False
    make_appointment("AT", person=make_person("AT", family_name="Gone", email="gone@example.org"))
    make_appointment("AT", person=make_person("AT", family_name="There"))
    Suppression.objects.create(address="gone@example.org", stream="", reason="bounce")
    client.force_login(make_user(Role.EDITOR))
    assert names(client, status="unreachable") == ["Gone"]
    client.force_login(make_user(Role.FOCAL_POINT))
    response = client.get("/network/", {"status": "unreachable"})
    assert list(response.context["form"].errors) == ["status"]


def test_a_search_can_be_cleared_and_stays_in_the_links_to_other_pages(reader: Client) -> None:
    make_people(120)
    response = reader.get("/network/?q=muster&state=&agency=&language=")
    page = response.content.decode()
    assert f'href="?q=muster&amp;after={response.context["page"].after}"' in page
    assert response.context["question"] == "q=muster"
    assert '<a class="button button--quiet" href="/network/">Clear filters</a>' in page


@pytest.mark.parametrize(
    ("before", "query", "header"),
    [
        ("/network/", "q=m", "HX-Push-Url"),
        ("/network/?q=m", "q=mu&state=", "HX-Replace-Url"),
        ("/network/?q=m", "q=mu&state=AT", "HX-Push-Url"),
        ("/network/?q=mu&state=AT&after=5", "q=mul&state=AT", "HX-Replace-Url"),
    ],
)
def test_typing_on_replaces_the_address_and_another_filter_adds_one(
    reader: Client, before: str, query: str, header: str
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{before}"}
    response = reader.get(f"/network/?{query}", headers=headers)
    htmx_headers = {name: value for name, value in response.headers.items() if name.startswith("HX-")}
    assert htmx_headers == {header: "/network/?" + query.removesuffix("&state=")}


def test_going_back_gets_the_whole_page(reader: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in reader.get("/network/?q=a", headers=headers).content.decode()


def test_the_directory_reads_as_of_any_day_with_the_names_of_that_day(reader: Client) -> None:
    make_appointment(
        "CZ",
        person=make_person("CZ", family_name="Then"),
        starts_on=date(2010, 1, 1),
        ends_on=date(2018, 1, 1),
    )
    make_appointment("CZ", person=make_person("CZ", family_name="Now"), starts_on=date(2018, 1, 1))
    response = reader.get(reverse("network:directory:list"), {"on": "2016-04-12"})
    [row] = response.context["rows"]
    assert (row["name"], row["state"]) == ("Then, Anna", "Czech Republic")
    assert names(reader) == ["Now"]


@pytest.mark.parametrize("on", ["12.4.2016", "2016-13-40", "yesterday"])
def test_a_date_that_is_none_is_named_at_its_field(reader: Client, on: str) -> None:
    response = reader.get(reverse("network:directory:list"), {"on": on})
    assert response.context["form"].errors["on"] == ["Write the date as 2016-04-12."]
    assert response.context["rows"] == []


@pytest.mark.parametrize("on", ["0001-01-01", "2005-12-31"])
def test_a_day_before_the_network_existed_says_since_when_it_does(reader: Client, on: str) -> None:
    response = reader.get(reverse("network:directory:list"), {"on": on, "status": "due"})
    assert response.context["form"].errors["on"] == ["The Network exists since 2006."]
    assert reader.get("/network.csv", {"on": on, "status": "due"}).status_code == 404


def test_an_empty_answer_says_what_to_try(reader: Client) -> None:
    assert (
        "Try fewer letters, another State, or fewer filters."
        in reader.get("/network/?q=zzzz").content.decode()
    )


def test_on_paper_no_heading_stands_over_the_boxes_that_are_left_out(reader: Client) -> None:
    make_appointment()
    page = reader.get("/network/").content.decode()
    assert page.count('<th class="table__choose"') == page.count('<td class="table__choose"') == 1


def test_typing_gets_the_results_alone(reader: Client) -> None:
    response = reader.get("/network/?q=a", headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    ("role", "email", "telephone", "mobile"),
    [
        (Role.FOCAL_POINT, True, True, False),
        (Role.DELEGATION, True, False, False),
        (Role.PARTNER, False, False, False),
        (Role.EDITOR, True, True, True),
        (Role.ADMINISTRATOR, True, True, True),
    ],
)
def test_each_contact_field_reaches_whom_it_is_meant_for(
    role: Role,
    email: bool,  # noqa: FBT001 - what is expected
    telephone: bool,  # noqa: FBT001
    mobile: bool,  # noqa: FBT001
) -> None:
    person = make_person(telephone="+999 1", mobile="+999 2")
    reader = make_user(role)
    shown = [bool(person.contact(field, reader)) for field in ("email", "telephone", "mobile")]
    assert shown == [email, telephone, mobile]
