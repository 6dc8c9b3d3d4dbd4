"""Optimistic locking: an action refuses to change a row that has changed since its form was opened."""

from typing import Any


class StaleError(Exception):
    """The row has changed since it was read; `row` is the current one."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{type(row).__name__} {row.pk} is at revision {row.revision}.")
        self.row = row


def expect(row: Any, revision: int | None) -> None:
    """Raise `StaleError` unless the locked row is at this revision; None skips the check."""
    if revision is not None and row.revision != revision:
        raise StaleError(row)
