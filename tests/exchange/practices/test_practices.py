"""Practices are offered, reviewed, used by other States, and asked about again after a year."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.practices.actions import send_back
from exchange.practices.models import Practice, Use
from exchange.practices.wording import used_by
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Delivery
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.meetings import make_coming_meeting, make_meeting
from tests.factories.network import make_appointment, make_focal_point, make_person
from tests.factories.practices import make_practice, offer_practice
from tests.searching import unmarked

pytestmark = pytest.mark.django_db

LIST = "/practices/"
TYPED = {
    "title": "Two in one car",
    "summary": "Each patrol has an officer of both services.",
    "stage": "good",
    "mechanism": "joint_patrol",
    "language": "en",
    "audience": "all",
    "revision": "1",
}


def page_of(client: Client, path: str = LIST) -> str:
    return unmarked(client.get(path).content.decode())


def act(client: Client, path: str, **typed: Any) -> int:
    return client.post(path, typed).status_code


def test_a_practice_is_offered_sent_back_reworded_and_published() -> None:
    austria, editor, key = client_of(make_focal_point("AT")), client_of(make_user(Role.EDITOR)), uuid4()
    assert [act(austria, f"{LIST}offer/", **TYPED | {"key": str(key)}) for _click in range(2)] == [302, 302]
    offered = Practice.objects.get()
    path = f"{LIST}two-in-one-car/"
    assert (offered.slug, offered.state.iso2, offered.status) == ("two-in-one-car", "AT", "offered")
    assert [client.get(path).status_code for client in (Client(), client_of(make_focal_point("PL")))] == [
        302,
        404,
    ]
    back = {"act": "send_back", "revision": "1"}
    assert act(editor, f"{path}review/", **back) == 422
    assert act(editor, f"{path}review/", **back, remark="Say who pays.") == 302
    assert "Say who pays." in page_of(austria, path)
    assert act(austria, f"{path}change/", **TYPED | {"revision": "2", "proof": "Fewer complaints."}) == 302
    assert Practice.objects.get().status == "offered"
    assert act(editor, f"{path}review/", revision="2") == 302  # of the state before it was reworded
    assert Practice.objects.get().status == "offered"
    assert act(editor, f"{path}review/", revision="3") == 302
    assert ("Fewer complaints." in page_of(Client(), path), "Two in one car" in page_of(Client())) == (
        True,
        True,
    )
    assert act(austria, f"{path}change/", **TYPED | {"revision": "4"}) == 404


def test_only_those_it_is_for_read_a_practice_in_list_page_state_meeting_and_search() -> None:
    meeting = make_meeting(slug="over")
    make_practice("Open quoll", audience="all", meeting=meeting)
    make_practice("Closed quoll", meeting=meeting)
    offer_practice("Waiting quoll", meeting=meeting)
    readers = {
        "visitor": Client(),
        "delegation": client_of(make_user(Role.DELEGATION)),
        "focal point": client_of(make_focal_point("PL")),
    }
    paths = (LIST, "/states/AT/", "/meetings/over/", "/search/?q=quoll")
    titles = ("Open quoll", "Closed quoll", "Waiting quoll")
    seen = {
        (name, path): [title in page_of(client, path) for title in titles]
        for name, client in readers.items()
        for path in paths
    }
    few, more = [True, False, False], [True, True, False]
    assert seen == {
        (name, path): more if name == "focal point" else few for name in readers for path in paths
    }
    opened = [
        readers["visitor"].get(f"{LIST}{slug}-quoll/").status_code for slug in ("open", "closed", "waiting")
    ]
    assert opened == [200, 302, 302]


def test_the_contact_is_named_to_focal_points_alone() -> None:
    contact = make_person("AT", family_name="Quollmann")
    make_appointment("AT", person=contact)
    make_practice(audience="all", contact=contact)
    path = f"{LIST}two-in-one-car/"
    seen = ["QUOLLMANN" in page_of(client, path) for client in (Client(), client_of(make_focal_point("PL")))]
    assert seen == [False, True]


def test_other_states_use_it_too_and_say_so_once() -> None:
    practice = make_practice(audience="all")
    poland, austria = client_of(make_focal_point("PL")), client_of(make_focal_point("AT"))
    path = f"{LIST}{practice.slug}/"
    assert ("We use this too" in page_of(poland, path), "We use this too" in page_of(austria, path)) == (
        True,
        False,
    )
    assert [act(poland, f"{path}use/PL/"), act(poland, f"{path}use/PL/")] == [302, 302]
    assert act(poland, f"{path}use/DE/") == 404
    act(austria, f"{path}use/AT/")
    assert used_by(Practice.objects.with_all().get()) == "1 State uses it too: Poland"
    assert act(poland, f"{path}use-no-longer/PL/") == 302
    assert Use.objects.count() == 0


def test_what_is_withdrawn_comes_back_by_undo_as_it_was() -> None:
    practice, austria = make_practice(audience="all"), client_of(make_focal_point("AT"))
    path = f"{LIST}{practice.slug}/"
    assert act(client_of(make_focal_point("PL")), f"{path}withdraw/") == 404
    assert act(austria, f"{path}withdraw/") == 302
    assert (Client().get(path).status_code, "Two in one car" in page_of(Client())) == (302, False)
    assert "Take the withdrawal back" in page_of(austria, path)
    assert [act(austria, f"{path}restore/"), act(austria, f"{path}restore/")] == [302, 302]
    assert (Practice.objects.get().status, Client().get(path).status_code) == ("published", 200)
    act(austria, f"{path}withdraw/")
    assert act(austria, f"{path}change/", **TYPED | {"revision": str(Practice.objects.get().revision)}) == 302
    assert Practice.objects.get().status == "offered"


def test_who_entered_a_practice_does_not_publish_it() -> None:
    writer, other = make_user(Role.EDITOR), client_of(make_user(Role.EDITOR))
    practice = offer_practice()
    Practice.objects.filter(pk=practice.pk).update(offered_by=writer)
    path = f"{LIST}{practice.slug}/review/"
    assert act(client_of(writer), path, revision="1") == 302
    assert Practice.objects.get().status == "offered"
    assert act(other, path, revision="1") == 302
    assert Practice.objects.get().status == "published"


def test_the_facets_count_what_the_reader_reads_and_keep_what_is_chosen() -> None:
    make_practice("One car", audience="all")
    make_practice("One number", "FI", audience="all", stage="idea")
    make_practice("One boat", "FI")
    page = page_of(Client(), f"{LIST}?stage=idea&state=FI")
    shown = [
        text in page for text in ("Idea (1)", "Good practice (1)", "Finland (1)", "One number", "One car</a>")
    ]
    assert shown == [True, True, True, True, False]
    wrong = page_of(Client(), f"{LIST}?stage=idea&mechanism=nonsense")
    assert ["error-summary" in wrong, "One number" in wrong] == [True, False]


def test_two_practices_of_one_title_have_addresses_of_their_own() -> None:
    first, second, third = (offer_practice(title) for title in ("Offer", "Ночь", "Ночь"))
    assert (first.slug.startswith("offer-"), second.slug != third.slug, bool(second.slug)) == (
        True,
        True,
        True,
    )


def test_a_published_practice_has_no_remark() -> None:
    practice = make_practice()
    with pytest.raises(IntegrityError, match="published_or_sent_back"), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(remark="No")


def test_the_list_costs_the_same_queries_at_any_size() -> None:
    counted = []
    for number in (1, 12):
        for each in range(number):
            practice = make_practice(f"Practice {number} {each}", audience="all")
            Use.objects.create(practice=practice, state_id=practice.state_id + 1)
        with CaptureQueriesContext(connection) as queries:
            page_of(Client())
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_practice_that_was_sent_back_waits_since_then() -> None:
    practice, user = offer_practice(), make_focal_point("AT")
    long_ago = timezone.now() - timedelta(days=40)
    Practice.objects.filter(pk=practice.pk).update(offered_at=long_ago)
    send_back(practice, "Say who pays.", revision=1)
    [turn] = [turn for turn in turns_for(user).shown if turn.item.about == "Say who pays."]
    assert turn.begun.date() == timezone.now().date()
    act(client_of(user), f"{LIST}{practice.slug}/withdraw/")
    assert "Say who pays." not in [turn.item.about for turn in turns_for(user).shown]


def test_what_the_secretariat_withdrew_it_alone_restores() -> None:
    practice = make_practice("Two in one car", "AT", audience="all")
    editor, austria = client_of(make_user(Role.EDITOR)), client_of(make_focal_point("AT"))
    page_of_it = practice.get_absolute_url()
    editor.post(f"{page_of_it}withdraw/")
    assert austria.post(f"{page_of_it}restore/").status_code == 404
    assert "Restore" not in austria.get(page_of_it).content.decode()
    editor.post(f"{page_of_it}restore/")
    austria.post(f"{page_of_it}withdraw/")
    austria.post(f"{page_of_it}restore/")
    assert Client().get(page_of_it).status_code == 200


def test_a_practice_names_the_meeting_it_came_from_to_who_may_read_that() -> None:
    seen, hidden = make_coming_meeting(slug="seen"), make_coming_meeting(slug="hidden", stage="planned")
    practices = [
        make_practice(f"From {each.slug}", "AT", audience="all", meeting=each) for each in (seen, hidden)
    ]
    pages = [Client().get(practice.get_absolute_url()).content.decode() for practice in practices]
    assert ['href="/meetings/seen/"' in pages[0], "/meetings/hidden/" in pages[1]] == [True, False]


def test_a_state_gets_a_letter_when_its_practice_is_sent_back_or_published() -> None:
    austria, other, editor = make_focal_point("AT"), make_focal_point("AT"), client_of(make_user(Role.EDITOR))
    act(client_of(austria), f"{LIST}offer/", **TYPED | {"key": str(uuid4())})
    path = f"{LIST}two-in-one-car/review/"
    act(editor, path, act="send_back", revision="1", remark="Say who pays.")
    act(editor, path, revision="2")
    subjects = ["Please change your practice: Two in one car", "Your practice is published: Two in one car"]
    letters = Delivery.objects.order_by("pk").select_related("letter")
    assert [(each.address, each.letter.subject) for each in letters] == [
        (austria.email, subject) for subject in subjects
    ]
    assert "Say who pays." in letters[0].letter.text
    assert other.email not in {each.address for each in letters}


def test_what_the_secretariat_entered_is_written_about_to_the_focal_points_of_the_state() -> None:
    person = make_appointment("AT").person
    make_practice("Two in one car", "AT")
    assert Delivery.objects.get().address == person.email


def test_a_state_names_the_held_meeting_at_which_it_presented_its_practice() -> None:
    held = make_meeting(slug="held", title="Held")
    coming = make_coming_meeting(slug="coming", title="Coming")
    austria = client_of(make_focal_point("AT"))
    offer = page_of(austria, f"{LIST}offer/")
    assert [f'value="{each.pk}">{each.title}<' in offer for each in (held, coming)] == [True, False]
    assert act(austria, f"{LIST}offer/", **TYPED | {"key": str(uuid4()), "meeting": str(coming.pk)}) == 422
    assert act(austria, f"{LIST}offer/", **TYPED | {"key": str(uuid4()), "meeting": str(held.pk)}) == 302
    assert Practice.objects.get().meeting == held


def test_a_meeting_that_the_secretariat_chose_stays_when_its_state_rewords_the_practice() -> None:
    coming = make_coming_meeting(slug="coming")
    practice = offer_practice("Two in one car", "AT", meeting=coming)
    austria, path = client_of(make_focal_point("AT")), f"{practice.get_absolute_url()}change/"
    assert 'name="meeting"' not in page_of(austria, path)
    assert act(austria, path, **TYPED | {"title": "Three in one car"}) == 302
    assert Practice.objects.values_list("title", "meeting").get() == ("Three in one car", coming.pk)
