"""Where rooms register, in `AppConfig.ready()`, what waits for whom; this part knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from nfp_portal.accounts.models import User


class Notify(Enum):
    """How somebody learns of an item: at once, with the digest, or by a letter of the room's own."""

    AT_ONCE = auto()
    IN_DIGEST = auto()
    OWN_LETTER = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits, in words of the language in force: what mail says of it is in six languages.

    `verb` is a sentence with its thing ("Approve issue 13"): the button, and the subject of a mail. `about`
    says who and since when. Where one click is enough, `action` is the address it posts `fields` to, `submit`
    its label; `url` then leads to changing it, under the label `other`.
    """

    title: str
    verb: str
    url: str
    about: str = ""
    facts: tuple[str, ...] = ()
    action: str = ""
    submit: str = ""
    other: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that may wait for an account.

    `rows(user)` are those on which this account may act next, with `since` (an instant) and `until` (a day or
    None) annotated; None, without a query where possible, for an account it never concerns. `item(row, user)`
    puts a row into words.
    """

    name: str
    rows: Callable[[User], QuerySet[Any] | None]
    item: Callable[[Any, User], Item]
    notify: Notify = Notify.IN_DIGEST


@dataclass(frozen=True, slots=True)
class Count:
    """What is going on, as a number (or a day) with a link; `of` is the whole, `detail` more of it."""

    number: str
    label: str
    url: str
    of: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """Something new in the digest, or known and changed, and its path on the portal."""

    title: str
    url: str
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What is new of one kind; `more` is how many are not listed. `title` is in six languages."""

    title: Promise
    headlines: tuple[Headline, ...]
    more: int = 0

    @property
    def number(self) -> int:
        return len(self.headlines) + self.more


# Gives what is new for an account, and notes within the transaction of its digest that it was sent.
NewsTaker = Callable[[User], list[News]]


@dataclass(frozen=True, slots=True)
class MailForm:
    """A part of the page on which an account chooses its mail: `make(user, data)` and, once valid, `save`."""

    make: Callable[[User, Any], Any]
    save: Callable[[User, Any], None]


Counter = Callable[[User], Iterable[Count]]

_SOURCES: dict[str, Source] = {}
_COUNTERS: list[Counter] = []
_NEWS: list[NewsTaker] = []
_MAIL_FORMS: list[MailForm] = []


def register_source(source: Source) -> None:
    _SOURCES[source.name] = source


def register_counts(counter: Counter) -> None:
    """Let `counter(user)` give what this account sees under *What is going on*; what is zero is left out."""
    if counter not in _COUNTERS:
        _COUNTERS.append(counter)


def sources() -> Iterable[Source]:
    return _SOURCES.values()


def source_named(name: str) -> Source:
    """Raises KeyError for a source nobody registered."""
    return _SOURCES[name]


def counts_for(user: User) -> list[Count]:
    """Everything that is going on, of the lower apps first."""
    return [count for counter in reversed(_COUNTERS) for count in counter(user)]


def register_news(take: NewsTaker) -> None:
    """Let `take(user)` add what is new to the digest of an account; never what it may not read."""
    if take not in _NEWS:
        _NEWS.append(take)


def take_news(user: User) -> list[News]:
    return [each for take in _NEWS for each in take(user)]


def register_mail_form(form: MailForm) -> None:
    if form not in _MAIL_FORMS:
        _MAIL_FORMS.append(form)


def mail_forms() -> Iterable[MailForm]:
    return tuple(_MAIL_FORMS)
