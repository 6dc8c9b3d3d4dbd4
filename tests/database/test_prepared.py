"""Statements that are planned once a connection."""

import pytest
from django.db import connection, transaction

from nfp_portal.database.prepared import Prepared, plan_as_usual, plan_once

pytestmark = pytest.mark.django_db(transaction=True)

PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE name = 'test_difference'"


@pytest.fixture
def difference() -> Prepared:
    """A statement that names its parameters in another order than their types are given."""
    statement = "SELECT %(more)s - %(less)s + %(more)s * 0"
    return Prepared("test_difference", statement, {"less": "integer", "more": "integer"})


def result(statement: Prepared, before: str = "") -> int:
    with connection.cursor() as cursor:
        statement.run(cursor, {"more": 7, "less": 2}, before)
        return int(cursor.fetchone()[0])


def scalar(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_it_is_prepared_once_and_again_on_a_new_connection(difference: Prepared) -> None:
    assert [result(difference), result(difference), scalar(PREPARED)] == [5, 5, 1]
    plan_once()
    assert [result(difference), scalar(PREPARED)] == [5, 1]
    connection.close()
    assert [scalar(PREPARED), result(difference), scalar(PREPARED)] == [0, 5, 1]


def test_two_threads_may_have_made_it_at_the_same_time(difference: Prepared) -> None:
    twin = Prepared("test_difference", "SELECT %(more)s - %(less)s", {"less": "integer", "more": "integer"})
    assert [result(difference), result(twin), result(difference), scalar(PREPARED)] == [5, 5, 5, 1]


def test_only_between_the_two_calls_it_is_planned_once(difference: Prepared) -> None:
    plan_once()
    assert [result(difference), scalar("SHOW plan_cache_mode")] == [5, "force_generic_plan"]
    plan_as_usual()
    assert [result(difference), scalar("SHOW plan_cache_mode")] == [5, "auto"]


def test_it_stays_prepared_when_its_first_transaction_is_undone(difference: Prepared) -> None:
    with transaction.atomic():
        result(difference)
        transaction.set_rollback(True)
    assert result(difference) == 5


def test_what_is_sent_before_it_holds_for_it_alone() -> None:
    setting = Prepared("test_setting", "SELECT current_setting(%(name)s)", {"name": "text"})
    with connection.cursor() as cursor:
        setting.run(cursor, {"name": "application_name"}, "SET LOCAL application_name = 'before';")
        assert cursor.fetchone()[0] == "before"
    assert scalar("SHOW application_name") != "before"
