"""What a link may be for. Each room registers its purposes in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Purpose:
    """`find` returns the row of a key or None, `language` its holder's language, `page` shows and acts.

    `page` is called in that language, or in the one that `?in=` asks for; GET must not change anything.
    """

    name: str
    find: Callable[[UUID], Any]
    language: Callable[[Any], str]
    page: Callable[[HttpRequest, Any], HttpResponseBase]


_PURPOSES: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> None:
    _PURPOSES[purpose.name] = purpose


def purpose_named(name: str) -> Purpose | None:
    return _PURPOSES.get(name)
