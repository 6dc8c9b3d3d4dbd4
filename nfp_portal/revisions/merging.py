"""What is sent after both versions were shown: for each field what was typed, or what is saved now.

The page sends everything typed again, beside it the saved values, and for each field that differs which of
the two it is to be. A form then reads it as if it had been typed so.
"""

from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

CHOICE, SAVED = "keep:", "saved:"
MINE, THEIRS = "mine", "theirs"
# The button that keeps everything typed, whatever is chosen at the fields.
KEEP_MINE = "keep_mine"


def resolved(data: Any) -> Any:
    """The posted values with each field as it was chosen; the same object where nothing was to choose."""
    if not isinstance(data, MultiValueDict) or not any(name.startswith(CHOICE) for name in data):
        return data
    merged = data.copy()
    for name in data:
        if name.startswith(CHOICE) and data[name] == THEIRS and KEEP_MINE not in data:
            _take(merged, name.removeprefix(CHOICE))
    for name in data:
        if name.startswith((CHOICE, SAVED)) or name == KEEP_MINE:
            merged.pop(name, None)
    return merged


def _take(merged: Any, field: str) -> None:
    """Put the saved values in the place of the typed ones; none at all is an unticked box."""
    saved = merged.getlist(SAVED + field)
    merged.pop(field, None)
    if saved:
        merged.setlist(field, saved)


def typed_again(data: QueryDict, *, leaving_out: set[str]) -> list[tuple[str, str]]:
    """All that was typed, for hidden fields; not the token, nor the choices of the time before."""
    plain = resolved(data)
    names = [name for name in plain if name not in leaving_out and name != "csrfmiddlewaretoken"]
    return [(name, value) for name in names for value in plain.getlist(name)]
