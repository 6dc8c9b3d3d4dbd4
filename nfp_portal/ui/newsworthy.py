"""What rooms offer the newsletter to take up: each registers a source in `AppConfig.ready()`.

A source gives only what the audience of each piece may read, and what its authors let into the newsletter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

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
