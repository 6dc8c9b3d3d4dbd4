"""What an assessment that is not opened says to others: nothing, nowhere."""

import re
from typing import Any

import pytest
from django.test import Client

from exchange.assessments import actions
from exchange.assessments.models import Assessment
from exchange.initiatives.actions import give_up_draft, propose_draft
from exchange.initiatives.models import Initiative
from network.following.actions import save_choices, take_news
from network.following.choices import Choices
from network.models import FieldOfWork
from network.sections import followed_parts
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Letter
from nfp_portal.turns import actions as turns
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.assessments import first_of, make_handed_over, renewed
from tests.factories.files import PDF, make_scan
from tests.factories.network import make_delegate, make_focal_point, state

pytestmark = pytest.mark.django_db

SCOPE, WORD = "Quollscope at the line", "Quolltext"
# Tokens against forged forms, what searches mark, and the moment a calendar or feed was made.
PASSING = re.compile(r'value="[a-z0-9]{64}"|</?mark>|dtstamp:\S+|<(updated|lastbuilddate)>[^<]*<')


@pytest.fixture(autouse=True)
def _without_second_factors(settings: Any) -> None:
    settings.REQUIRE_MFA = False


def make_hidden() -> Assessment:
    """An assessment of Austria with a letter, of which a recommendation became an initiative."""
    field = FieldOfWork.objects.get(slug="policing")
    letter = {"letter": make_scan(), "letter_name": "quollletter.pdf"}
    made = make_handed_over("AT", SCOPE, f"{WORD} for patrols.", "Draft a plan.", field=field, **letter)
    part = first_of(made)
    delegate = make_delegate("AT")
    actions.decide(part, "endorsed", "quollnote", revision=part.revision, by=delegate)
    actions.make_initiative(first_of(made), by=delegate)
    return renewed(made)


def make_given_up() -> tuple[Assessment, list[str]]:
    """The same, of which the initiative was given up as a draft; and the addresses that both had."""
    made = make_hidden()
    addresses, initiative = addresses_of(made), first_of(made).initiative
    assert initiative is not None
    turns.notify_all()
    give_up_draft(initiative)
    return renewed(made), addresses


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
    """Its own, and those of the initiative that came of it."""
    part, url = first_of(made), made.get_absolute_url()
    parts = [f"{url}recommendations/{part.key}/{act}/" for act in ("verdict", "change", "remove")]
    acts = ("letter", "history", "decline", "plan", "hand-over", "open", "recommendations")
    assert part.initiative is not None
    came_of_it = part.initiative.get_absolute_url()
    of_initiative = [f"{came_of_it}{act}" for act in ("", "history/", "change/", "step/")]
    of_draft = [f"/initiatives/drafts/{part.key}/{act}/" for act in ("propose", "give-up")]
    return [url, *(f"{url}{act}/" for act in acts), *parts, *of_initiative, *of_draft]


# Pages that could name it: lists, searches, counts, feeds, the State, its field, what waits for somebody.
BESIDE = (
    "/",
    "/me/",
    "/accounts/mail/",
    "/assessments/",
    "/assessments/?q=quollscope",
    "/assessments/?state=AT",
    "/states/",
    "/states/AT/",
    "/fields/",
    "/fields/policing/",
    "/structures/",
    "/initiatives/",
    "/initiatives/?status=all",
    "/initiatives/?status=draft",
    "/initiatives/?q=quolltext&status=all",
    "/initiatives/?state=AT&status=all",
    "/practices/",
    "/centres/",
    "/centres/gaps/",
    "/questions/",
    "/self-assessment/",
    "/events/",
    "/events.ics",
    "/meetings/",
    "/search/?q=quollscope",
    "/search/?q=quolltext",
    "/search/?q=quolltext&kind=initiatives",
    "/search/?q=assessments",
    "/search/?q=initiatives",
    "/news/",
    "/news/feed.xml",
    "/newsletter/",
    "/newsletter/feed.xml",
    "/history/",
    "/desk/",
    "/desk/mail/",
    "/proposals/",
    "/admin/",
    "/admin/audit/entry/",
)
# What others may not read of it: scope, recommendation, note, name of the letter.
OWN = ("quollscope", "quolltext", "quollnote", "quollletter")


def looks(client: Client) -> dict[str, str]:
    """The text of each of these pages, but for tokens, which differ from one answer to the next."""
    pages = {path: client.get(path, follow=True).content.decode().lower() for path in BESIDE}
    return {path: PASSING.sub("", page) for path, page in pages.items()}


def leaks(client: Client, made: Assessment) -> list[str]:
    """The pages that say anything of it."""
    hits = []
    for path, page in looks(client).items():
        typed = path.partition("?q=")[2].partition("&")[0]  # the page repeats what was searched
        hits += [f"{path}: {each}" for each in (*OWN, str(made.key)) if each != typed and each in page]
    return hits


def test_it_says_nothing_to_others_anywhere() -> None:
    made = make_hidden()
    for who, client in strangers().items():
        assert leaks(client, made) == [], who
        statuses = {path: client.get(path).status_code for path in addresses_of(made)}
        assert set(statuses.values()) == {302 if who == "a visitor" else 404}, (who, statuses)


def test_no_page_of_others_changes_with_it() -> None:
    """Not by a number, an order, or a line about something."""
    clients = strangers()
    before = {who: looks(client) for who, client in clients.items()}
    make_hidden()
    for who, client in clients.items():
        after = looks(client)
        assert [path for path in BESIDE if after[path] != before[who][path]] == [], who


def test_a_draft_that_was_given_up_says_nothing_to_others_anywhere() -> None:
    made, addresses = make_given_up()
    for who, client in strangers().items():
        assert leaks(client, made) == [], who
        statuses = {path: client.get(path).status_code for path in addresses}
        assert set(statuses.values()) == {302 if who == "a visitor" else 404}, (who, statuses)
        for path in ("/search/?q=quolltext", "/search/?q=quolltext&kind=initiatives"):
            assert client.get(path).context["results"].results == [], who
        restored = client.post(f"/initiatives/drafts/{first_of(made).key}/restore/")
        assert (restored.status_code, first_of(made).initiative) == (302 if who == "a visitor" else 404, None)


def test_no_page_of_others_changes_with_a_draft_that_was_given_up() -> None:
    clients = strangers()
    before = {who: looks(client) for who, client in clients.items()}
    make_given_up()
    for who, client in clients.items():
        after = looks(client)
        assert [path for path in BESIDE if after[path] != before[who][path]] == [], who


def test_a_draft_that_was_given_up_is_in_no_letter_to_others_and_waits_for_nobody() -> None:
    pole = make_focal_point("PL")
    save_choices(pole, Choices(states=(state("AT"),), kinds=("initiative",)))
    made, _addresses = make_given_up()
    assert take_news(pole) == []
    written = Letter.objects.filter(deliveries__address=pole.email)
    assert [letter.subject for letter in written if WORD in letter.text] == []
    austrian = make_focal_point("AT")
    titles = [turn.item.title for turn in turns_for(austrian).shown]
    assert titles == [SCOPE]  # another recommendation waits for a verdict
    hits = client_of(austrian).get("/search/?q=quolltext").context["results"].results
    urls = {each.hit.url.partition("#")[0] for each in hits}
    assert urls == {made.get_absolute_url()}  # the recommendation, and no draft


def test_no_letter_and_no_digest_of_others_tells_of_it() -> None:
    pole = make_focal_point("PL")
    kinds = tuple(part.kind for part in followed_parts())
    fields = tuple(FieldOfWork.objects.all())
    save_choices(pole, Choices(fields_of_work=fields, states=(state("AT"),), kinds=kinds))
    made = make_hidden()
    turns.notify_all()
    assert take_news(pole) == []
    written = Letter.objects.filter(deliveries__address=pole.email)
    assert [letter.subject for letter in written if SCOPE in letter.text or WORD in letter.text] == []
    initiative = first_of(made).initiative
    assert initiative is not None
    propose_draft(initiative, revision=1)
    (news,) = take_news(pole)
    assert [(WORD in each.title, "assess" in each.url) for each in news.headlines] == [(True, False)]


def test_the_state_sees_first_whether_others_will_read_where_it_came_from() -> None:
    made, own = make_hidden(), client_of(make_focal_point("AT"))
    path = f"/initiatives/drafts/{first_of(made).key}/propose/"
    preview = own.get(path).content.decode()
    assert (WORD in preview, SCOPE in preview) == (True, False)
    assert opens(made, Audience.ALL) == 302
    assert SCOPE in own.get(path).content.decode()


def test_what_the_state_proposes_of_it_does_not_say_where_it_came_from() -> None:
    made = make_hidden()
    initiative = first_of(made).initiative
    assert initiative is not None
    proposed = propose_draft(initiative, revision=1)
    page = client_of(make_focal_point("PL")).get(proposed.get_absolute_url()).content.decode().lower()
    assert "quolltext" in page
    assert [
        text for text in ("quollscope", "quollnote", "recommendation", str(made.key)) if text in page
    ] == []


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
    Initiative.objects.all().delete()
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
