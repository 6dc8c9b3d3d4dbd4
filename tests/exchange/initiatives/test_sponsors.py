"""States are invited to sponsor an initiative, answer by one click, and get letters about it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from exchange.initiatives.models import Initiative, SponsorInvitation
from exchange.initiatives.wording import proposed_by
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, DeliveryState
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative, make_step
from tests.factories.meetings import (
    make_coming_meeting,
    make_conclusion,
    make_meeting,
    make_point,
    make_report,
    publish,
)
from tests.factories.network import make_focal_point
from tests.searching import unmarked

pytestmark = pytest.mark.django_db

LIST = "/initiatives/"
TYPED = {"title": "One form", "summary": "For patrols.", "revision": "1"}


def page_of(client: Client, path: str) -> str:
    return unmarked(client.get(path).content.decode())


def propose_with(austria: User, *codes: str) -> str:
    client_of(austria).post(f"{LIST}propose/", TYPED | {"key": str(uuid4()), "invited": list(codes)})
    return f"{LIST}{Initiative.objects.get().number}/"


def sponsors() -> str:
    return proposed_by(Initiative.objects.with_sponsors().get())


def letters() -> dict[str, str]:
    rows = Delivery.objects.exclude(state=DeliveryState.WITHDRAWN)
    return dict(rows.values_list("address", "letter__subject"))


def test_named_states_are_invited_and_others_read_nothing_of_it() -> None:
    austria, poland = make_focal_point("AT"), make_focal_point("PL")
    path = propose_with(austria, "AT", "PL")
    assert (sponsors(), SponsorInvitation.objects.get().state.iso2) == ("Proposed by Austria", "PL")
    readers = {
        "proposer": client_of(austria),
        "invited": client_of(poland),
        "editor": client_of(make_user(Role.EDITOR)),
        "another State": client_of(make_focal_point("DE")),
    }
    read = {name: "Poland is invited" in page_of(each, path) for name, each in readers.items()}
    assert read == {"proposer": True, "invited": True, "editor": True, "another State": False}
    assert "Poland" not in page_of(readers["another State"], LIST)


def test_an_invited_state_has_a_letter_and_a_turn_and_confirms_with_one_click() -> None:
    austria, poland = make_focal_point("AT"), make_focal_point("PL")
    path = propose_with(austria, "PL")
    (turn,) = turns_for(poland).shown
    assert (turn.item.about, turn.item.action) == (
        "Poland is invited to sponsor this initiative",
        f"{path}join/PL/",
    )
    assert list(letters().values()) == ["Do you sponsor this initiative too? One form"]
    for _click in range(2):
        client_of(poland).post(f"{path}join/PL/")
    assert (sponsors(), SponsorInvitation.objects.count()) == ("Proposed by Austria with Poland", 0)
    assert turns_for(poland).shown == []


def test_an_invitation_is_declined_with_undo_and_the_proposer_reads_it() -> None:
    austria, poland = make_focal_point("AT"), make_focal_point("PL")
    path = propose_with(austria, "PL")
    client = client_of(poland)
    answer = client.post(f"{path}decline/PL/", follow=True).content.decode()
    assert (f"{path}reconsider/PL/" in answer, sponsors()) == (True, "Proposed by Austria")
    assert "Poland declined to sponsor it" in page_of(client_of(austria), path)
    assert (turns_for(poland).shown, "Sponsor this too" in page_of(client, path)) == ([], True)
    client.post(f"{path}reconsider/PL/")
    assert len(turns_for(poland).shown) == 1
    assert client_of(austria).post(f"{path}decline/PL/").status_code == 404


def test_nobody_declines_what_the_state_was_not_invited_to() -> None:
    made = make_initiative("One form")
    client_of(make_focal_point("PL")).post(f"{made.get_absolute_url()}decline/PL/")
    assert SponsorInvitation.objects.count() == 0


def test_others_who_raised_a_point_are_proposed_as_co_sponsors_to_invite() -> None:
    point = make_point(make_coming_meeting(slug="vienna"), "False stamps", "AT", "PL")
    page = page_of(client_of(make_focal_point("AT")), f"{LIST}propose/{point.key}/")
    assert 'value="PL"' in page.split("checked")[0].rsplit("<input", 1)[1]


@pytest.mark.parametrize(
    ("status", "subject"),
    [
        ("discussed", "Your initiative was discussed: One form"),
        ("endorsed", "Your initiative was endorsed: One form"),
        ("declined", "Your initiative was declined: One form"),
        ("running", None),
    ],
)
def test_sponsors_get_a_letter_about_what_became_of_it(status: str, subject: str | None) -> None:
    people = [make_focal_point(code) for code in ("AT", "PL", "DE")]
    made = make_initiative("One form", "AT", "PL")
    make_step(made, status)
    addresses = [user.person.email for user in people[:2]]
    assert letters() == (dict.fromkeys(addresses, subject) if subject else {})


def test_a_merger_is_written_about_and_a_step_taken_back_withholds_its_letters() -> None:
    make_focal_point("AT")
    made, other = make_initiative("One form"), make_initiative("Two forms", "PL")
    make_step(made, "merged", merged_into=other)
    assert list(letters().values()) == ["Your initiative was merged into another one: One form"]
    step = made.steps.get()
    client_of(make_user(Role.EDITOR)).post(f"{made.get_absolute_url()}steps/{step.key}/take-back/")
    assert letters() == {}


def test_a_meeting_lists_what_was_discussed_there_for_who_may_read_the_step() -> None:
    meeting: Any = make_coming_meeting(slug="vienna")
    made = make_initiative("One form", audience="all")
    make_step(made, "discussed", meeting=meeting)
    make_step(made, "endorsed")
    path, link = "/meetings/vienna/", f'href="{made.get_absolute_url()}"'
    focal_point = page_of(client_of(make_focal_point("PL")), path)
    assert (link in focal_point, "Discussed at this meeting · Endorsed" in focal_point) == (True, True)
    assert link not in page_of(Client(), path)
    make_step(made, "running", meeting=meeting)
    assert link in page_of(Client(), path)


def test_a_conclusion_leads_to_all_of_its_initiatives() -> None:
    meeting = make_meeting(slug="over")
    conclusion = make_conclusion(meeting, "Go on.")
    publish(make_report(meeting, edited_by=make_user(Role.EDITOR)), by=make_user(Role.APPROVER))
    made = [make_initiative(f"Form {number}", conclusion=conclusion) for number in (1, 2)]
    page = page_of(client_of(make_focal_point("PL")), "/meetings/over/report")
    assert [f'href="{each.get_absolute_url()}"' in page for each in made] == [True, True]
