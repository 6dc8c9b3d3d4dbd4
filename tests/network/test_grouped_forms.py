"""Forms under headings: every field stands on the page, whether a group names it or not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from network.models import Appointment
from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_appointment, make_delegate

pytestmark = pytest.mark.django_db
Place = Callable[[Appointment], str]


def editor(_of: Appointment) -> User:
    return make_user(Role.EDITOR)


def delegate(of: Appointment) -> User:
    return make_delegate(of.state.iso2)


def oneself(of: Appointment) -> User:
    assert of.person.user is not None
    return of.person.user


PAGES: list[tuple[Callable[[Appointment], User], Place]] = [
    (editor, lambda of: reverse("network:record", args=[of.state.iso2])),
    (editor, lambda of: reverse("network:end_appointment", args=[of.pk])),
    (editor, lambda of: reverse("network:hand_over", args=[of.pk])),
    (editor, lambda of: reverse("network:correct_appointment", args=[of.pk])),
    (editor, lambda of: reverse("network:first_contact", args=[of.pk])),
    (editor, lambda of: reverse("network:edit", args=[of.person.key])),
    (delegate, lambda _of: reverse("network:proposals:nominate")),
    (delegate, lambda of: reverse("network:proposals:ask_end", args=[of.pk])),
    (delegate, lambda of: reverse("network:proposals:ask_correction", args=[of.person.key])),
    (oneself, lambda _of: reverse("network:proposals:leave")),
]


@pytest.mark.parametrize(("who", "where"), PAGES)
def test_every_field_of_the_form_is_on_the_page_once(
    settings: Any, who: Callable[[Appointment], User], where: Place
) -> None:
    settings.REQUIRE_MFA = False
    appointment = make_appointment("AT")
    appointment.person.user = make_user()
    appointment.person.save()
    response = client_of(who(appointment)).get(where(appointment))
    form, page = response.context["form"], response.content.decode()
    fields = form.visible_fields()
    assert fields
    assert [field.name for field in fields if f'name="{field.html_name}"' not in page] == []
    labels = [field.label for field in fields if page.count(f'id="{field.auto_id}"') > 1]
    assert labels == []
