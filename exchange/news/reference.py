"""The news that public records hold."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

RECORDED = Path(__file__).with_name("recorded.toml")
_COLUMNS = ("kind", "title", "location", "recorded_in")
_RELATED = {
    "issuers": ("network.Organisation", "slug"),
    "states": ("network.State", "iso2"),
    "fields_of_work": ("network.FieldOfWork", "slug"),
}


def load(model_of: Callable[[str], Any]) -> None:
    """Add the recorded items that are missing; one that is there stays as it is.

    `model_of` gives the model class by "app.Name": a migration passes its historical ones.
    """
    items = model_of("exchange.NewsItem").objects
    for row in _recorded():
        if not items.filter(slug=row["slug"]).exists():
            _write(model_of, items.model(slug=row["slug"], published_at=timezone.now()), row)


def load_again(model_of: Callable[[str], Any]) -> None:
    """Bring the items to what is recorded now; one that editors changed or deleted stays as they left it.

    A migration calls it after a change of the file, for databases that hold what the file said before.
    """
    untouched = model_of("exchange.NewsItem").objects.filter(revision=1, edited_by=None)
    for row in _recorded():
        for item in untouched.filter(slug=row["slug"]):
            _write(model_of, item, row)


def _recorded() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = tomllib.loads(RECORDED.read_text(encoding="utf-8"))["item"]
    return items


def _write(model_of: Callable[[str], Any], item: Any, row: dict[str, Any]) -> None:
    for name in _COLUMNS:
        setattr(item, name, row.get(name, ""))
    item.issued_on = row.get("issued_on")
    item.body = row["body"].strip()
    item.meeting = model_of("meetings.Meeting").objects.filter(slug=row["meeting"]).first()
    item.save()
    for name, (model, column) in _RELATED.items():
        getattr(item, name).set(model_of(model).objects.filter(**{f"{column}__in": row[name]}))
    _write_statements(item, row.get("statements", []))


def _write_statements(item: Any, statements: list[list[str]]) -> None:
    names = ("speaker", "function", "text")
    if [list(each) for each in item.statements.order_by("position").values_list(*names)] != statements:
        item.statements.all().delete()
        for position, row in enumerate(statements, start=1):
            facts = dict(zip(names, row, strict=True))
            item.statements.create(position=position, is_quotation=False, **facts)
