"""A fact that was added to the table stands wherever facts of people stand."""

from typing import Any

import pytest

from network.actions.contacts import update_contact
from network.directory.queries import HEAD
from network.forms.acts import NomineeForm
from network.forms.contacts import ContactForm
from network.history import history_of
from network.imports.parsing.columns import COLUMNS, field_of
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_appointment, make_person

pytestmark = pytest.mark.django_db


def test_an_office_stands_wherever_facts_stand(settings: Any) -> None:
    settings.REQUIRE_MFA = False
    person = make_person("AT", office="Room 12")
    make_appointment("AT", person=person)
    reader = client_of(make_user(Role.EDITOR))
    assert "Room 12" in reader.get(person.get_absolute_url()).content.decode()
    assert "office" in ContactForm(instance=person).fields
    assert "office" in NomineeForm.base_fields
    assert ("Office" in HEAD, field_of("Room"), "office" in {column.name for column in COLUMNS}) == (
        True,
        "office",
        True,
    )
    update_contact(person.pk, {"office": "Room 13"}, revision=1)
    (step,) = history_of(person)
    assert [(each.label, each.before, each.after) for each in step.changes] == [
        ("Office", "Room 12", "Room 13")
    ]
