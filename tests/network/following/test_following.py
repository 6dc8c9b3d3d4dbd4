"""What one follows comes in the digest: once, to who may read it, and never without something new."""

from typing import Any

import pytest
from django.test import Client

from exchange.practices.models import Practice
from network.following.actions import purge_known_entries
from network.following.models import Following, KnownEntry
from network.models import FieldOfWork
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.mail.models import Delivery, Letter
from nfp_portal.turns import actions
from nfp_portal.turns.leaving import token_of
from nfp_portal.turns.models import Digest
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_initiative
from tests.factories.meetings import make_meeting
from tests.factories.network import make_delegate, make_focal_point, state
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def follow(user: User, digest: Digest = Digest.DAILY, **chosen: Any) -> None:
    answer = client_of(user).post("/accounts/mail/", {"digest": digest.value, **chosen})
    assert answer.status_code == 302


def test_nobody_gets_what_they_did_not_choose(digests: Any) -> None:
    partner = make_user(Role.PARTNER)
    make_practice(audience=Audience.ALL)
    assert digests(partner) == []


def test_what_is_new_in_what_one_follows_comes_once_and_what_was_there_does_not(digests: Any) -> None:
    partner = make_user(Role.PARTNER)
    make_practice("There before", audience=Audience.ALL)
    follow(partner, kinds=["practice"])
    assert digests(partner) == []
    make_practice("A new one", "FI", audience=Audience.ALL)
    make_meeting(title="A meeting nobody follows")
    [text] = digests(partner)
    assert "A new one: " in text
    assert "There before" not in text
    assert "A meeting nobody follows" not in text
    assert digests(partner) == []


def test_a_field_and_a_state_are_followed_across_all_kinds(digests: Any) -> None:
    partner, field = make_user(Role.PARTNER), FieldOfWork.objects.earliest("pk")
    follow(partner, fields_of_work=[field.pk], states=[state("FI").pk])
    make_practice("In the field", "AT", audience=Audience.ALL, field=field)
    make_practice("Of Finland", "FI", audience=Audience.ALL)
    make_practice("Neither", "AT", audience=Audience.ALL)
    [text] = digests(partner)
    assert [name in text for name in ("In the field", "Of Finland", "Neither")] == [True, True, False]


def test_what_is_for_focal_points_is_in_no_digest_of_others(digests: Any) -> None:
    readers = [make_user(Role.PARTNER), make_delegate("FI"), make_focal_point("DE")]
    for reader in readers:
        follow(reader, kinds=["practice", "initiative", "question", "news", "meeting"])
    make_practice("For focal points alone", "AT", audience=Audience.FOCAL_POINTS)
    make_initiative("An initiative for focal points")
    [text] = digests(readers[2])
    names = ("For focal points alone", "An initiative for focal points")
    assert [name in text for name in names] == [True, True]
    for reader in readers[:2]:
        of_reader = Letter.objects.filter(deliveries__address=reader.email)
        letters = "".join("".join(parts) for parts in of_reader.values_list("subject", "text", "html"))
        assert [name in letters for name in names] == [False, False]
    Practice.objects.update(audience=Audience.ALL)
    [text] = digests(readers[0])
    assert "For focal points alone" in text


def test_what_became_restricted_between_is_left_out(digests: Any) -> None:
    partner = make_user(Role.PARTNER)
    follow(partner, kinds=["practice"])
    make_practice("Open at first", audience=Audience.ALL)
    Practice.objects.update(audience=Audience.FOCAL_POINTS)
    assert digests(partner) == []


def test_who_wants_no_digest_gets_none_and_mondays_are_kept(digests: Any) -> None:
    never, mondays = make_user(Role.PARTNER), make_user(Role.PARTNER)
    follow(never, Digest.NONE, kinds=["practice"])
    follow(mondays, Digest.WEEKLY, kinds=["practice"])
    make_practice("A new one", audience=Audience.ALL)
    sent = [digests(mondays) for _day in range(5)]
    assert [len(texts) for texts in sent] == [0, 0, 0, 0, 1]
    assert not Delivery.objects.filter(address=never.email).exists()


def test_the_digest_is_written_in_the_language_of_its_reader(digests: Any) -> None:
    partner = make_user(Role.PARTNER)
    User.objects.filter(pk=partner.pk).update(language="ru")
    follow(partner, kinds=["practice"])
    make_practice("A new one", audience=Audience.ALL)
    [text] = digests(partner)
    assert "Новое в том, за чем вы следите" in text
    assert "Практики" in text
    letter = Letter.objects.get(deliveries__address=partner.email)
    assert (letter.language, letter.subject) == ("ru", "Новое в том, за чем вы следите: 1")


def test_ones_own_state_is_preselected_and_followed_only_once_saved(digests: Any) -> None:
    delegate = make_delegate("FI")
    page = client_of(delegate).get("/accounts/mail/")
    form = page.context["forms"][1]
    assert [each.iso2 for each in form.initial["states"]] == ["FI"]
    assert not Following.objects.exists()


def test_the_link_in_a_digest_leaves_it_by_one_click_and_takes_that_back(
    digests: Any, client: Client
) -> None:
    partner = make_user(Role.PARTNER)
    follow(partner, kinds=["practice"])
    make_practice("A new one", audience=Audience.ALL)
    [_text] = digests(partner)
    headers = Letter.objects.get(deliveries__address=partner.email).headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    for _scan in range(3):
        assert client.get(f"/{path}").status_code == 200
    assert actions.digest_of(partner) == Digest.DAILY
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, actions.digest_of(partner)) == (200, Digest.NONE)
    make_practice("Another", "FI", audience=Audience.ALL)
    assert digests(partner) == []
    client.post(f"/accounts/mail/return/{token_of(partner)}/")
    assert actions.digest_of(partner) == Digest.DAILY
    assert len(digests(partner)) == 1


def test_a_forged_link_changes_nothing(client: Client) -> None:
    partner = make_user(Role.PARTNER)
    client.post(f"/accounts/mail/leave/{partner.pk}.forged/")
    assert actions.digest_of(partner) == Digest.DAILY


def test_what_is_known_of_what_nobody_follows_is_purged() -> None:
    stays, ends, closed = (make_user(Role.PARTNER) for _number in range(3))
    make_practice(audience=Audience.ALL)
    for user in (stays, ends, closed):
        follow(user, kinds=["practice"])
    follow(ends)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert purge_known_entries() == 2
    assert list(KnownEntry.objects.values_list("user", flat=True)) == [stays.pk]
