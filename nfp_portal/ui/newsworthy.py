"""What rooms offer the newsletter to take up: each registers it in `AppConfig.ready()`.

A source gives single events, each a piece of its own; a block is one text of several facts, written anew for
each issue. Both give only what the audience may read, and what its authors let into the newsletter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from nfp_portal.accounts.audience import Audience

# How a form asks for whom something is, where the answer decides on the newsletter too; in six languages.
AUDIENCES = [
    (Audience.ALL.value, pgettext_lazy("letter", "Everyone, also in the newsletter")),
    (Audience.FOCAL_POINTS.value, pgettext_lazy("letter", "Focal points only")),
]


@dataclass(frozen=True)
class News:
    """Something that happened `on` a day. `key` names it for good, as letters, digits and hyphens.

    `kind` says what it is, `headline` and `text()` what a piece begins as: Markdown, in the active language.
    The text is made when it is taken up. `state` is the primary key of the State whose words they are.
    """

    key: str
    on: date
    kind: str
    headline: str
    url: str
    text: Callable[[], str]
    audience: Audience = Audience.ALL
    state: int | None = None
    is_demonstration: bool = False

    @property
    def is_restricted(self) -> bool:
        return self.audience != Audience.ALL


# Gives what happened after a day; everything without one.
Source = Callable[[date | None], Iterable[News]]
_SOURCES: list[Source] = []


def register_source_of_news(source: Source) -> None:
    if source not in _SOURCES:
        _SOURCES.append(source)


def news_since(day: date | None) -> list[News]:
    """Return what happened after a day, newest first; each source costs the same queries for any number."""
    news = [each for source in _SOURCES for each in source(day)]
    return sorted(news, key=lambda each: (each.on, each.key), reverse=True)


# Gives Markdown in the active language, whose words are in the catalogue of letters, for everyone to read;
# "" where there is nothing. It is about what
# happened after the first day (None: about all) up to the second, or comes after the second.
BlockText = Callable[[date | None, date], str]


@dataclass(frozen=True)
class Block:
    """A text that is made of several facts. `key` names it for good, as letters; `title` is its headline.

    `looks_ahead` says that it is about what comes, not about what happened since the issue before.
    """

    key: str
    title: str | Promise
    text: BlockText
    looks_ahead: bool = False


_BLOCKS: dict[str, Block] = {}


def register_block(block: Block) -> None:
    _BLOCKS[block.key] = block


def blocks() -> list[Block]:
    return list(_BLOCKS.values())
