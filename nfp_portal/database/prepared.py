"""Statements that Postgres reads and plans once for each connection: PREPARE and EXECUTE."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary

from django.db import Error, connection

# What each connection has prepared, by name: threads may make a statement of one name at the same time.
_READY: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
_PARAMETER = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement with named parameters, `%(name)s`; `types` gives each as Postgres calls it.

    Between `plan_once` and `plan_as_usual` it is planned once, whatever its parameters.
    """

    def __init__(self, name: str, statement: str, types: Mapping[str, str]) -> None:
        numbers = {each: f"${number}" for number, each in enumerate(types, start=1)}
        numbered = _PARAMETER.sub(lambda match: numbers[match[1]], statement)
        self._preparing = f"PREPARE {name} ({', '.join(types.values())}) AS {numbered}"
        self._executing = f"EXECUTE {name} ({', '.join(f'%({each})s' for each in types)})"
        self._name = name

    def run(self, cursor: Any, parameters: Mapping[str, Any], before: str = "") -> None:
        """Execute it; `before` is sent with it, so that outside a transaction both are one."""
        ready = _READY.setdefault(connection.connection, set())
        if self._name not in ready:
            cursor.execute(self._preparing)
            ready.add(self._name)
        cursor.execute(before + self._executing, parameters)


def plan_once() -> None:
    """Have this connection plan its prepared statements anew, for tables as they are now, and only once.

    Left alone, Postgres keeps planning a statement at each run where that promises a cheaper plan.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS; SET plan_cache_mode = force_generic_plan")


def plan_as_usual() -> None:
    """End `plan_once`. A database that went away has forgotten it."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute("RESET plan_cache_mode")
