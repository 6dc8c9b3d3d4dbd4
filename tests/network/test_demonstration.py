"""The demonstration counts as the Network counted, and is marked as invented."""

from collections import Counter
from datetime import date

import pytest

from network import demonstration
from network.models import Appointment, Coverage, Person, coverage
from nfp_portal.accounts.models import User
from nfp_portal.demo import sign_ins

pytestmark = pytest.mark.django_db


def test_on_12_april_2016_there_are_100_focal_points_of_57_states() -> None:
    demonstration.load()
    in_force = Appointment.objects.in_force(date(2016, 4, 12))
    numbers = Counter(Counter(in_force.values_list("state", flat=True)).values())
    assert in_force.count() == 100
    assert numbers == {1: 24, 2: 25, 3: 6, 4: 2}


def test_today_has_gaps_and_overdue_confirmations() -> None:
    demonstration.load()
    statuses = Counter(entry.status for entry in coverage())
    assert (statuses[Coverage.NONE], statuses[Coverage.DUE]) == (2, 5)
    assert sum(statuses.values()) == 57


def test_everybody_is_marked_and_has_a_reserved_address() -> None:
    demonstration.load()
    assert not Person.objects.filter(is_demonstration=False).exists()
    assert not Person.objects.exclude(email__endswith=".example.org").exists()


def test_loading_twice_changes_nothing() -> None:
    demonstration.load()
    before = list(Person.objects.order_by("pk").values_list("pk", "revision", "email"))
    demonstration.load()
    assert list(Person.objects.order_by("pk").values_list("pk", "revision", "email")) == before


def test_the_sign_ins_open_and_stay_the_same_at_each_start() -> None:
    demonstration.load()
    sign_ins.load()
    sign_ins.load()
    assert User.objects.count() == 5
    for role, account in sign_ins.sign_ins().items():
        user = User.objects.get(email=account["email"])
        assert user.role == role
        assert user.check_password(account["password"])
    assert Person.objects.get(user__email="focalpoint@demo.example.org").state is not None
