"""Many rows of everything the directory lists, for tests of what a page costs."""

from datetime import date, timedelta
from typing import Any

import pgtrigger
from django.db import connection
from django.utils import timezone

from network.imports.models import Import, ImportRow, ImportState, Verdict
from network.models import (
    Agency,
    AgencyKind,
    Appointment,
    Contact,
    Delegate,
    Membership,
    Network,
    Person,
    State,
)
from network.proposals.models import Origin, Proposal
from network.rounds.models import Addressee, Round
from network.verification.models import VERIFICATION
from nfp_portal.accounts.models import Role
from nfp_portal.mail.models import EVERY_STREAM, Suppression
from tests.factories.accounts import make_user

# Whose history no page shows, or which gets one below: a trigger row by row costs more than the rows.
UNTOLD = (
    "accounts.User:insert_insert",
    "network.Agency:insert_insert",
    "network.Addressee:insert_insert",
    "network.Confirmation:insert_insert",
    "network.Delegate:insert_insert",
    "network.Membership:insert_insert",
    "network.Proposal:insert_insert",
    "network.Round:insert_insert",
)
# Rows are numbered from here on, so that one may name another.
BASE = 1_000_000
KEYS = {"id": f"{BASE} + n", "key": "gen_random_uuid()"}
OF_PERSON = {"person_id": f"{BASE} + n"}


class Lists:
    """One State with rows of all kinds, each the example of those that `grow` adds.

    Anna and her like speak for the State, two by two of one name; an old hand has a long history.
    """

    def __init__(self) -> None:
        self.number = 0
        self.state = State.objects.get(iso2="AT")
        self.accounts = {
            "editor": make_user(Role.APPROVER),
            "focal_point": make_user(),
            "delegate": make_user(Role.DELEGATION),
        }
        self.agency = Agency.objects.create(state=self.state, name="Office", kind=AgencyKind.CUSTOMS)
        self._people()
        self._acts()
        self._asked()

    def _people(self) -> None:
        facts: dict[str, Any] = {"state": self.state, "agency": self.agency}
        self.anna = Person.objects.create(given_name="Anna", family_name="Muster", **facts)
        self.dead = Suppression.objects.create(address="a@example.org", stream=EVERY_STREAM, reason="550")
        self.old_hand = Person.objects.create(
            given_name="Old", family_name="Hand", user=self.accounts["focal_point"], **facts
        )
        self.merged = Person.objects.create(family_name="Merged", merged_into=self.old_hand)
        self.membership = Membership.objects.create(
            person=self.old_hand, network=Network.objects.all()[0], role="Chair"
        )

    def _acts(self) -> None:
        """Make appointments, a delegate and a proposal; Anna's current one contradicts its instrument."""
        today = timezone.localdate()
        of_state: dict[str, Any] = {"state": self.state, "person": self.anna}
        soon = {"ends_on": today + timedelta(days=30), "instrument_on": today + timedelta(days=300)}
        former = {"starts_on": date(2010, 1, 1), "ends_on": date(2015, 1, 1)}
        self.former = Appointment.objects.create(**of_state | former)
        self.current = Appointment.objects.create(**of_state | soon, starts_on=date(2020, 1, 1))
        self.long_held = Appointment.objects.create(
            **of_state | {"person": self.old_hand}, starts_on=date(2000, 1, 1)
        )
        self.delegate = Delegate.objects.create(user=self.accounts["delegate"], state=self.state)
        entry = {"given_name": "Eva", "family_name": "Neu"}
        self.proposal = Proposal.objects.create(
            kind="nominate",
            origin=Origin.DELEGATION,
            state=self.state,
            values={"entry": entry, "starts_on": "2027-01-01"},
        )

    def _asked(self) -> None:
        """A round under way and a closed one, an import that was written and one to look at."""
        now = timezone.now()
        month = timedelta(days=30)
        self.round = Round.objects.create(
            kind=VERIFICATION,
            opened_at=now - month,
            closes_at=now + month,
            escalates_on=timezone.localdate(),
        )
        self.round.states.set([self.state])
        self.closed = Round.objects.create(
            kind=VERIFICATION, opened_at=now - month, closes_at=now, closed_at=now
        )
        self.addressee = Addressee.objects.create(round=self.round, person=self.anna, represents=self.state)
        self.contact = Contact.objects.create(state=self.state, address="mission@example.org")
        self.source = Import.objects.create(state=ImportState.COMMITTED, committed_at=now)
        self.row = ImportRow.objects.create(source=self.source, number=0, verdict=Verdict.NEW)
        self.waiting = Import.objects.create(
            file_name="new.csv", state=ImportState.PREVIEWED, by=self.accounts["editor"]
        )

    def grow(self, more: int) -> None:
        """Add so many rows to each list, by SQL: n is the number of each."""
        series = self.number + 1, self.number + more
        self.number += more
        with pgtrigger.ignore(*UNTOLD), connection.cursor() as cursor:
            for row, changed in self._copies():
                _insert(type(row), row.pk, KEYS | changed, series)
            for row, field in (
                (self.old_hand, "function"),
                (self.membership, "role"),
                (self.long_held, "instrument_reference"),
            ):
                _repeat(row, field, more)
            cursor.execute("ANALYZE")

    def _copies(self) -> list[tuple[Any, dict[str, str]]]:
        """Return each example with the columns that differ in its copies; a person's rows share a number."""
        email = "'anna' || n || '@example.org'"
        every_other = "CASE WHEN mod(n, 2) = 0 THEN now() END"
        answer_columns = {
            "outcome": "CASE WHEN mod(n, 2) = 0 THEN 'answered' ELSE 'waiting' END",
            "channel": "CASE WHEN mod(n, 2) = 0 THEN 'link' ELSE '' END",
            "answered_at": every_other,
        }
        return [
            (self.agency, {"name": "'Office ' || n", "reviewed_at": every_other}),
            (self.anna, {"family_name": "'Muster' || n / 2", "email": email}),
            (self.dead, {"address": email}),
            (self.merged, {"id": f"{2 * BASE} + n", "family_name": "'Merged ' || n"}),
            (self.membership, {"role": "'Role ' || n"}),
            (self.former, OF_PERSON | {"id": f"{2 * BASE} + n"}),
            (self.current, OF_PERSON),
            (self.proposal, _proposed()),
            (self.addressee, OF_PERSON | answer_columns),
            (self.closed, {"title": "'Round ' || n"}),
            (self.waiting, {"file_name": "n || '.csv'"}),
            (self.row, OF_PERSON | {"number": "n"}),
            (self.accounts["delegate"], {"email": "'delegate' || n || '@example.org'"}),
            (self.delegate, {"user_id": f"{BASE} + n"}),
        ]


def _proposed() -> dict[str, str]:
    """Proposals of each kind in turn; every other one was withdrawn."""
    return {
        "kind": "(ARRAY['nominate', 'end', 'correct'])[mod(n, 3) + 1]",
        "person_id": f"CASE WHEN mod(n, 3) > 0 THEN {BASE} + n END",
        "appointment_id": f"CASE WHEN mod(n, 3) = 1 THEN {BASE} + n END",
        "revision": "CASE WHEN mod(n, 3) > 0 THEN 1 END",
        "status": "CASE WHEN mod(n, 2) = 0 THEN 'withdrawn' ELSE 'waiting' END",
        "decided_at": "CASE WHEN mod(n, 2) = 0 THEN now() END",
    }


def _repeat(row: Any, field: str, number: int) -> None:
    """Add this number of changes of a field to a row's history."""
    event_model = row.pgh_event_models["insert"]
    first = event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").values_list("pk", flat=True)[0]
    _insert(event_model, first, {field: "gen_random_uuid()::text", "pgh_label": "'update'"}, (1, number))


def _insert(model: Any, key: int, changed: dict[str, str], series: tuple[int, int]) -> None:
    """Copy a row of the model once for each number n, with the columns that `changed` makes from it."""
    table, primary = model._meta.db_table, model._meta.pk.column
    columns = [each.column for each in model._meta.concrete_fields if not each.generated]
    values = {name: changed.get(name, f'example."{name}"') for name in columns}
    if primary not in changed:
        del values[primary]
    names, made = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    first, last = series
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {made} FROM generate_series({first}, {last}) AS n, '
            f'"{table}" AS example WHERE example."{primary}" = {key}'
        )
