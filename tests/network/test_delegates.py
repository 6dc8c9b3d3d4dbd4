"""Whose State a delegation's account speaks for."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from network.models import Delegate
from network.permissions import may_act_for, state_of
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_delegate, state

pytestmark = pytest.mark.django_db


def test_a_delegation_acts_for_its_own_state_alone() -> None:
    user = make_delegate("AT")
    assert state_of(user) == state("AT")
    assert (may_act_for(user, state("AT")), may_act_for(user, state("DE"))) == (True, False)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DELEGATION])
def test_an_account_of_another_role_acts_for_no_state_even_if_it_once_did(role: Role) -> None:
    user = make_user(role)
    Delegate.objects.create(user=user, state=state("AT"))
    assert state_of(user) is None
    assert not may_act_for(user, state("AT"))


def test_a_delegation_without_a_state_a_closed_account_and_a_visitor_act_for_none() -> None:
    closed = make_delegate("AT")
    closed.is_active = False
    assert [state_of(user) for user in (make_user(Role.DELEGATION), closed, AnonymousUser())] == [None] * 3


def test_an_account_speaks_for_one_state() -> None:
    user = make_delegate("AT")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.create(user=user, state=state("DE"))
