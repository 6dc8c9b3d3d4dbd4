"""The news that public records hold."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

RECORDED = Path(__file__).with_name("recorded.toml")
_RELATED = {"issuers": ("network.Organisation", "slug"), "states": ("network.State", "iso2")}


def load(model_of: Callable[[str], Any]) -> None:
    """Add the recorded items that are missing; one that is there stays as its editors left it.

    `model_of` gives the model class by "app.Name": a migration passes its historical ones.
    """
    for row in tomllib.loads(RECORDED.read_text(encoding="utf-8"))["item"]:
        if not model_of("exchange.NewsItem").objects.filter(slug=row["slug"]).exists():
            _add(model_of, row)


def _add(model_of: Callable[[str], Any], row: dict[str, Any]) -> None:
    statements = row.pop("statements", [])
    lists = {name: row.pop(name) for name in (*_RELATED, "fields_of_work")}
    meeting = model_of("meetings.Meeting").objects.filter(slug=row.pop("meeting")).first()
    texts = row | {"body": row["body"].strip(), "meeting": meeting, "published_at": timezone.now()}
    item = model_of("exchange.NewsItem").objects.create(**texts)
    for name, (model, column) in _RELATED.items():
        getattr(item, name).set(model_of(model).objects.filter(**{f"{column}__in": lists[name]}))
    fields = model_of("network.FieldOfWork").objects.filter(slug__in=lists["fields_of_work"])
    item.fields_of_work.set(fields)
    for position, (speaker, function, text) in enumerate(statements, start=1):
        facts = {"speaker": speaker, "function": function, "text": text, "is_quotation": False}
        item.statements.create(position=position, **facts)
