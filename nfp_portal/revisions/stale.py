"""Two people at once: a row that counts its revisions is changed only by who has seen the last one."""

from typing import Any


class StaleError(Exception):
    """The row changed since it was looked at; carries it as it is now."""

    def __init__(self, row: Any) -> None:
        super().__init__(f"{type(row).__name__} {row.pk} is at revision {row.revision}.")
        self.row = row


def expect(row: Any, revision: int | None) -> None:
    """Raise `StaleError` unless the locked row is at this revision; None: whoever asks need not know it."""
    if revision is not None and row.revision != revision:
        raise StaleError(row)
