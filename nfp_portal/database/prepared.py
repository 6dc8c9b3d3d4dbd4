"""Statements that Postgres reads and plans once for each connection: PREPARE and EXECUTE."""

import re
from collections.abc import Mapping
from typing import Any
from weakref import WeakSet

from django.db import connection

_PARAMETER = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A statement with named parameters, `%(name)s`; `types` gives each as Postgres calls it.

    After `plan_anew` it is planned once, whatever its parameters, and that plan stays in use.
    """

    def __init__(self, name: str, statement: str, types: Mapping[str, str]) -> None:
        numbers = {each: f"${number}" for number, each in enumerate(types, start=1)}
        numbered = _PARAMETER.sub(lambda match: numbers[match[1]], statement)
        self._preparing = f"PREPARE {name} ({', '.join(types.values())}) AS {numbered}"
        self._executing = f"EXECUTE {name} ({', '.join(f'%({each})s' for each in types)})"
        self._ready: WeakSet[Any] = WeakSet()

    def run(self, cursor: Any, parameters: Mapping[str, Any], before: str = "") -> None:
        """Execute it; `before` is sent with it, so that outside a transaction both are one."""
        line = connection.connection
        if line not in self._ready:
            cursor.execute(self._preparing)
            self._ready.add(line)
        cursor.execute(before + self._executing, parameters)


def plan_anew() -> None:
    """Have all prepared statements of this connection planned once more, for tables as they are now.

    Left alone, Postgres keeps planning a statement at each run where that promises a cheaper plan.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS; SET plan_cache_mode = force_generic_plan")
