"""Once a year the verification asks a State whether its centres are still as recorded."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from exchange.centres.actions import withdraw
from exchange.centres.models import Centre
from network.rounds.actions.opening import close_round
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import Delivery
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.centres import make_centre
from tests.factories.network import make_appointment, make_focal_point, make_person
from tests.factories.rounds import Row, ask, page_of, write

pytestmark = pytest.mark.django_db

CONFIRM = "Confirm the centre “Centre on the pass”"


def page(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def act(row: Row, what: str, centre: Centre, **typed: str) -> Any:
    reference = f"centres:{centre.key}"
    fields = {f"{reference}-{name}": value for name, value in typed.items()}
    return Client().post(page_of(row), {"act": what, "statement": reference} | fields)


def verbs(user: Any) -> list[str]:
    return [turn.item.verb for turn in turns_for(user).shown]


def test_the_letter_names_the_centres_that_the_state_hosts_and_no_others() -> None:
    make_centre("Centre on the pass", "AT")
    make_centre("Centre on the river", "HU")
    confirmed = make_centre("Centre on the lake", "AT")
    Centre.objects.filter(pk=confirmed.pk).update(confirmed_on=timezone.localdate())
    row = ask(make_appointment("AT", person=make_person("AT", languages=["de"])))
    write(row.round)
    text = Delivery.objects.get().slots["also"]
    assert text == " Bitte geben Sie auf derselben Seite an, ob dies noch stimmt: Centre on the pass."


def test_a_centre_is_confirmed_by_the_link_and_by_who_signed_in() -> None:
    centre = make_centre("Centre on the pass", "AT", "databases", "training", staff=12)
    user = make_focal_point("AT")
    assert CONFIRM not in verbs(user)
    row = ask()
    assert "Staff: 12. Gap: databases and training." in page(Client(), page_of(row))
    assert CONFIRM in verbs(user)
    act(row, "still_true", centre)
    assert Centre.objects.get(pk=centre.pk).confirmed_on == timezone.localdate()
    assert CONFIRM not in verbs(user)
    long_ago = timezone.localdate() - timedelta(days=300)
    Centre.objects.filter(pk=centre.pk).update(confirmed_on=long_ago)
    assert CONFIRM in verbs(user)
    path = f"{centre.get_absolute_url()}confirm/"
    assert client_of(make_focal_point("PL")).post(path).status_code == 404
    assert client_of(user).post(path).status_code == 302
    assert Centre.objects.get(pk=centre.pk).confirmed_on == timezone.localdate()
    Centre.objects.filter(pk=centre.pk).update(confirmed_on=long_ago)
    close_round(row.round.key)
    assert CONFIRM not in verbs(user)


def test_what_has_changed_is_a_turn_of_the_secretariat_until_it_is_entered() -> None:
    centre, row, editor = make_centre(), ask(), make_user(Role.EDITOR)
    act(row, "has_changed", centre, text="Two more officers.")
    act(row, "still_true", centre)
    reported = Centre.objects.get(pk=centre.pk)
    assert (reported.reported, reported.confirmed_on) == ("Two more officers.", None)
    assert "Two more officers." in [turn.item.about for turn in turns_for(editor).shown]
    assert "Two more officers." in page(client_of(editor), centre.get_absolute_url())
    assert "Two more officers." not in page(client_of(make_focal_point("PL")), centre.get_absolute_url())


def test_only_the_open_round_of_the_host_state_answers_for_a_centre() -> None:
    others, own, row = make_centre("Centre on the river", "HU"), make_centre(), ask()
    act(row, "still_true", others)
    act(row, "has_changed", others, text="Forged.")
    withdraw(own, is_editor=True)
    assert act(row, "still_true", own).status_code == 409
    facts = set(Centre.objects.values_list("confirmed_on", "reported"))
    assert facts == {(None, "")}
