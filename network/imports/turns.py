"""Spreadsheets that were handed in and neither written nor given up."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext

from network.imports.models import Import
from nfp_portal.accounts.access import EDITORS, caller_of
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY
from nfp_portal.turns.registry import Item, Source, register_source
from nfp_portal.ui.letters import written_day


def register() -> None:
    register_source(Source("import", _to_review, _review))


def _to_review(user: User) -> models.QuerySet[Any] | None:
    if caller_of(user) not in EDITORS:
        return None
    return Import.objects.to_review().select_related("by").annotate(since=models.F("at"), until=NO_DAY)


def _review(source: Any, user: User) -> Item:
    details = {
        "name": source.by or pgettext("letter", "the server"),
        "day": written_day(source.at, with_year=False),
    }
    return Item(
        title=pgettext("letter", "Import of %(file)s") % {"file": source.file_name},
        about=pgettext("letter", "Handed in by %(name)s on %(day)s, nothing is written yet") % details,
        verb=pgettext("letter", "Review the import"),
        url=source.get_absolute_url(),
    )
