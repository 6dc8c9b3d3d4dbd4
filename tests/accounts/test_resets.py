"""A new password by a link: for accounts alone, not without end, and nobody learns whose an address is."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nfp_portal.accounts import actions, resets
from nfp_portal.accounts.models import PasswordReset, Role, User
from nfp_portal.mail.models import Delivery, Letter
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "anna@example.org"
ANOTHER = "six other invented words for tests"


def ask(address: str = ADDRESS, client: Client | None = None) -> Any:
    return (client or Client()).post(reverse("account_reset_password"), {"email": address})


def sent_links() -> list[str]:
    """The links that have been sent, the oldest first."""
    texts = (
        Letter.objects.filter(subject__startswith="Choose a new")
        .order_by("pk")
        .values_list("text", flat=True)
    )
    return [link for text in texts for link in re.findall(r"/accounts/password/reset/key/\S+", text)]


def opens(link: str) -> bool:
    response = Client().get(link, follow=True)
    return "password1" in response.content.decode()


def hours_pass(hours: float) -> None:
    sent = PasswordReset.objects.exclude(sent_at=None)
    sent.update(sent_at=F("sent_at") - timedelta(hours=hours))


def test_a_reset_link_sets_a_password_once() -> None:
    user = make_user(email=ADDRESS, password=PASSWORD)
    assert ask().headers["Location"] == reverse("account_reset_password_done")
    assert Delivery.objects.count() == 0
    assert resets.answer_resets() == 1
    [link] = sent_links()
    client = Client()
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": ANOTHER, "password2": ANOTHER})
    user.refresh_from_db()
    assert user.check_password(ANOTHER)
    assert not opens(link)


def test_a_stranger_gets_nothing_and_leaves_nothing() -> None:
    closed = make_user(email="closed@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    for address in ("nobody@example.org", "closed@example.org"):
        ask(address)
    assert resets.answer_resets() == 0
    assert (Delivery.objects.count(), PasswordReset.objects.count()) == (0, 0)


def test_an_address_gets_one_link_an_hour_and_three_a_day() -> None:
    make_user(email=ADDRESS)
    left = []
    for pause in (0, 0, 0.9, 0.2, 1.1, 1.1, 1.1, 20, 3):
        cache.clear()  # what one place may ask in a minute is another limit
        hours_pass(pause)
        ask()
        left.append(resets.answer_resets())
    assert left == [1, 0, 0, 1, 1, 0, 0, 1, 1]


def test_the_older_link_dies_when_a_newer_one_is_sent() -> None:
    make_user(email=ADDRESS)
    ask()
    resets.answer_resets()
    assert opens(sent_links()[0])
    hours_pass(2)
    ask()
    resets.answer_resets()
    older, newer = sent_links()
    assert (opens(older), opens(newer)) == (False, True)


def test_asking_costs_the_same_for_every_address() -> None:
    """The same statements run for each address, so that timing does not reveal whether it has an account."""
    make_user(email=ADDRESS)
    ask("first@example.org")
    costs = []
    for address in (ADDRESS, ADDRESS, "nobody@example.org"):
        client = Client()
        client.get(reverse("account_reset_password"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = ask(address, client)
        shape = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
        costs.append((response.status_code, response.headers["Location"], shape))
        resets.answer_resets()
    assert costs[0] == costs[1] == costs[2]


def test_two_workers_send_one_link(django_assert_num_queries: Any) -> None:
    make_user(email=ADDRESS)
    for _press in range(3):
        ask()
    assert resets.answer_resets() == 1
    assert Delivery.objects.count() == 1


def test_a_reset_that_a_stranger_asked_does_not_lock_the_owner_out(client: Client) -> None:
    """Before: allauth noted an unverified address, and refused every second factor from then on."""
    user = actions.invite(ADDRESS, role=Role.EDITOR, by=None)
    [link] = re.findall(r"/accounts/invitation/[^/]+/", Letter.objects.get().text)
    client.post(link, {"password": PASSWORD})
    ask()
    resets.answer_resets()
    for page in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(page)).status_code == 200, page
    proved = EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")
    assert list(proved) == [(ADDRESS, True, True)]


def test_before_any_invitation_is_accepted_a_stranger_can_do_no_harm_either(client: Client) -> None:
    user = make_user(Role.EDITOR, email=ADDRESS, password=PASSWORD)
    ask()
    resets.answer_resets()
    client.force_login(user)
    assert client.get(reverse("mfa_index")).status_code == 200
    assert not EmailAddress.objects.exists()


def test_reset_requests_beyond_the_rate_limits_period_are_purged() -> None:
    make_user(email=ADDRESS)
    ask()
    resets.answer_resets()
    assert resets.purge_resets() == 0
    PasswordReset.objects.update(requested_at=timezone.now() - timedelta(days=2, minutes=1))
    assert resets.purge_resets() == 1
