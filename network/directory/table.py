"""The rows of the directory's table as its template prints them.

They are worked out here because a template looks up a name in an object at three times the cost of one in a
dict, and the page has two thousand of them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import TypedDict

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.directory.queries import Entry
from network.templatetags.network import confirmation, mailto, muted


class Row(TypedDict):
    """The cells of one focal point; what the reader may not know is "".

    `choice` is the primary key of the appointment, by which a row is ticked. `remark` says that the details
    are not those of the day that was asked for.
    """

    choice: int
    choose: str
    code: str
    state: str
    address: str
    name: str
    function: str
    remark: str
    body: str
    kind: str
    email: str
    telephone: str
    status: str
    confirmed_on: str


def rows_of(entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows in the order of `entries`, in the language in force."""
    choose, not_of_day, not_recorded = _("Choose %(name)s"), _("today’s entry"), muted(_("not recorded"))
    badges = {yes: confirmation(yes) for yes in (True, False)}
    day_in_words = cache(_day_in_words)  # many entries were confirmed on the same day
    for entry in entries:
        person = entry.person
        body, name = person.body, person.in_list
        confirmed_on = day_in_words(person.confirmed_on)
        yield Row(
            choice=entry.appointment.pk,
            choose=choose % {"name": name},
            code=entry.appointment.state.iso2,
            state=entry.state_name,
            address=person.get_absolute_url(),
            name=name,
            function=person.function,
            remark="" if entry.is_of_day else not_of_day,
            body=body.name if body else not_recorded,
            kind=body.kind_label if body else "",
            email=mailto(entry.email),
            telephone=entry.telephone,
            status=_then(entry, confirmed_on) if entry.is_past else badges[entry.confirmed],
            confirmed_on="" if entry.is_past else confirmed_on,
        )


def _then(entry: Entry, confirmed_on: str) -> str:
    """When the entry was confirmed last, for a past day; whether it was due then is not recorded."""
    return confirmed_on if entry.is_of_day else muted(_("not recorded for that day"))


def _day_in_words(day: date | None) -> str:
    return date_format(day, "j M Y") if day else _("never")
