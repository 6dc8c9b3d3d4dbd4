"""What an assessment that is not opened says to others: nothing, nowhere."""

from typing import Any

import pytest
from django.test import Client

from exchange.assessments import actions
from exchange.assessments.models import Assessment
from network.models import FieldOfWork
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.assessments import first_of, make_handed_over, renewed
from tests.factories.files import PDF, make_scan
from tests.factories.network import make_delegate, make_focal_point

pytestmark = pytest.mark.django_db

SCOPE, WORD = "Quollscope at the line", "Quolltext"


@pytest.fixture(autouse=True)
def _without_second_factors(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def make_hidden() -> Assessment:
    """An assessment of Austria with a letter, of which a recommendation became an initiative."""
    field = FieldOfWork.objects.get(slug="policing")
    letter = {"letter": make_scan(), "letter_name": "quollletter.pdf"}
    made = make_handed_over("AT", SCOPE, "Draft a plan.", f"{WORD} for patrols.", field=field, **letter)
    part = first_of(made)
    delegate = make_delegate("AT")
    actions.decide(part, "endorsed", "quollnote", revision=part.revision, by=delegate)
    actions.make_initiative(first_of(made), by=delegate)
    return renewed(made)


def strangers() -> dict[str, Client]:
    return {
        "another State's focal point": client_of(make_focal_point("PL")),
        "another delegation": client_of(make_delegate("PL")),
        "a partner": client_of(make_user(Role.PARTNER)),
        "a visitor": Client(),
    }


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def addresses_of(made: Assessment) -> list[str]:
    part, url = first_of(made), made.get_absolute_url()
    parts = [f"{url}recommendations/{part.key}/{act}/" for act in ("verdict", "change", "remove")]
    acts = ("letter", "history", "decline", "plan", "hand-over", "open", "recommendations")
    return [url, *(f"{url}{act}/" for act in acts), *parts]


def pages_beside(made: Assessment) -> list[str]:
    """Pages that could name it: lists, searches, the State, its field, the initiative that came of it."""
    part = first_of(made)
    assert part.initiative is not None
    return [
        *(
            "/",
            "/assessments/",
            "/assessments/?q=quollscope",
            "/assessments/?state=AT",
            "/states/AT/",
            "/fields/",
        ),
        *("/fields/policing/", "/initiatives/?status=all", part.initiative.get_absolute_url()),
        *("/search/?q=quollscope", "/search/?q=quolltext", "/search/?q=assessments", "/news/", "/history/"),
    ]


def leaks(client: Client, made: Assessment) -> list[str]:
    """The pages that say anything of it."""
    own = ("quollscope", "quolltext", "quollnote", "quollletter", str(made.key))
    hits = []
    for path in pages_beside(made):
        page = (
            client.get(path, follow=True)
            .content.decode()
            .lower()
            .replace("<mark>", "")
            .replace("</mark>", "")
        )
        typed = path.partition("?q=")[2]  # the page repeats what was searched
        hits += [f"{path}: {each}" for each in own if each != typed and each in page]
    return hits


def test_it_says_nothing_to_others_anywhere() -> None:
    made = make_hidden()
    for who, client in strangers().items():
        assert leaks(client, made) == [], who
        statuses = {path: client.get(path).status_code for path in addresses_of(made)}
        assert set(statuses.values()) == {302 if who == "a visitor" else 404}, (who, statuses)


def test_no_search_no_list_and_no_count_knows_it() -> None:
    make_hidden()
    for who, client in strangers().items():
        for path in ("/search/?q=quollscope", "/search/?q=quolltext"):
            assert client.get(path).context["results"].results == [], who
        response = client.get("/assessments/")
        assert response.context["page"].paginator.count == 0
        assert "No assessment to read" in response.content.decode()
        page = client.get("/fields/policing/").content.decode()
        assert ">Assessments<" not in page.partition("<main")[2], who


def test_the_state_and_the_secretariat_read_it() -> None:
    made = make_hidden()
    readers = (make_focal_point("AT"), make_delegate("AT"), make_user(Role.EDITOR), make_user(Role.APPROVER))
    for user in readers:
        client = client_of(user)
        page = client.get(made.get_absolute_url()).content.decode()
        parts = (SCOPE, WORD, "quollnote", "quollletter", "Anna Demo", "Bert Demo")
        assert [each for each in parts if each not in page] == []
        assert content_of(client.get(f"{made.get_absolute_url()}letter/")) == PDF
        assert client.get("/search/?q=quollscope").context["results"].results[0].hit.title == SCOPE
        assert client.get("/search/?q=quolltext").context["results"].results != []


def test_before_the_hand_over_not_even_the_state_reads_what_is_recommended() -> None:
    made = make_hidden()
    Assessment.objects.filter(pk=made.pk).update(handed_over_at=None)
    client = client_of(make_delegate("AT"))
    assert WORD not in client.get(made.get_absolute_url()).content.decode()
    assert client.get("/search/?q=quolltext").context["results"].results == []


def opens(made: Assessment, audience: Audience) -> int:
    sent = {"audience": audience, "revision": str(renewed(made).revision)}
    return client_of(make_focal_point("AT")).post(f"{made.get_absolute_url()}open/", sent).status_code


def test_opened_to_focal_points_it_is_read_by_them_and_by_no_partner_or_visitor() -> None:
    made = make_hidden()
    assert opens(made, Audience.FOCAL_POINTS) == 302
    clients = strangers()
    read = {who: client.get(made.get_absolute_url()).status_code for who, client in clients.items()}
    expected = {"another State's focal point": 200, "another delegation": 404, "a partner": 404}
    assert read == expected | {"a visitor": 302}
    assert leaks(clients["a partner"], made) == []
    assert leaks(clients["a visitor"], made) == []


def test_opened_to_everyone_it_keeps_letter_contact_and_names_and_is_closed_again() -> None:
    made = make_hidden()
    assert opens(made, Audience.ALL) == 302
    for who, client in strangers().items():
        page = client.get(made.get_absolute_url()).content.decode()
        assert (WORD in page, "TNTD/BSMU" in page) == (True, True), who
        assert [each for each in ("Anna Demo", "Bert Demo", "quollletter") if each in page] == [], who
        assert client.get(f"{made.get_absolute_url()}letter/").status_code in {302, 404}
        assert client.get("/search/?q=quollscope").context["results"].results != []
    client_of(make_delegate("AT")).post(f"{made.get_absolute_url()}close/")
    assert leaks(Client(), made) == []


def test_nobody_but_the_state_opens_it() -> None:
    made = make_hidden()
    sent = {"audience": "all", "revision": str(made.revision)}
    for user in (
        make_user(Role.EDITOR),
        make_user(Role.APPROVER),
        make_focal_point("PL"),
        make_delegate("PL"),
    ):
        assert client_of(user).post(f"{made.get_absolute_url()}open/", sent).status_code == 404
    assert renewed(made).opened_at is None
