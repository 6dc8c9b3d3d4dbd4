"""One import with its preview, timed in a process of its own: `python -m bench.importers WHO FILE`.

Prints the seconds from the file's bytes to the last committed row. All write the same people through the
same triggers, with the importer's name in the history.

The other importer runs in its bulk mode in three ways: as it comes, with the differences a preview has to
show; with fields validated too, as the portal does; and without both ("bare"). It is never asked to look for
doubles and contradictions.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nfp_portal.settings")

django.setup()

import pghistory  # noqa: E402 - after Django is set up
from django.core.files.base import ContentFile  # noqa: E402

from network.imports.actions import commits, previews  # noqa: E402
from network.models import Person, State  # noqa: E402


def ours(content: bytes) -> None:
    """Upload, map the columns, preview, commit, as the pages do."""
    source = previews.upload(ContentFile(content, name="people.csv"), name="people.csv", by=None)
    previews.set_columns(source.pk, mapping=source.mapping)
    source = previews.preview(source.pk)
    commits.commit(source.pk, preview=source.preview, by=None)


def bulk(content: bytes) -> None:
    """django-import-export in bulk mode: a dry run that works out differences, then the import."""
    _theirs(content)


def validated(content: bytes) -> None:
    """The same with fields validated; no question to the database for a row."""
    _theirs(content, validates=True)


def bare(content: bytes) -> None:
    """Bulk mode with nothing compared and nothing validated: its dry run has no preview to show."""
    _theirs(content, shows=False)


def _theirs(content: bytes, *, shows: bool = True, validates: bool = False) -> None:
    from tablib import Dataset  # noqa: PLC0415 - only in the environment of the contender

    resource = _resource(shows=shows, validates=validates)
    dataset = Dataset().load(content.decode(), format="csv")
    for dry_run in (True, False):
        result = resource.import_data(dataset, dry_run=dry_run, raise_errors=False)
        if result.has_errors() or result.has_validation_errors():
            raise SystemExit(f"{result.base_errors} {result.row_errors()[:1]} {result.invalid_rows[:1]}")


def _resource(*, shows: bool, validates: bool) -> Any:
    """A resource written for speed: cached look-ups and large batches."""
    from import_export import fields, resources, widgets  # noqa: PLC0415
    from import_export.instance_loaders import CachedInstanceLoader  # noqa: PLC0415

    class CachedState(widgets.Widget):
        states = State.objects.in_bulk(field_name="iso2")

        def clean(self, value: str, row: Any = None, **kwargs: Any) -> State:
            return self.states[value]

    class Languages(widgets.Widget):
        def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
            return [part.strip() for part in value.split(",")]

    class People(resources.ModelResource):
        state = fields.Field("state", "State", widget=CachedState())
        given_name = fields.Field("given_name", "Given name")
        family_name = fields.Field("family_name", "Family name")
        email = fields.Field("email", "E-mail")
        telephone = fields.Field("telephone", "Telephone")
        function = fields.Field("function", "Function")
        unit = fields.Field("unit", "Unit")
        languages = fields.Field("languages", "Languages", widget=Languages())

        class Meta:
            model = Person
            fields = (
                "state",
                "given_name",
                "family_name",
                "email",
                "telephone",
                "function",
                "unit",
                "languages",
            )
            import_id_fields = ("email",)
            instance_loader_class = CachedInstanceLoader
            use_bulk = True
            batch_size = 1000
            skip_diff = not shows
            use_transactions = True
            clean_model_instances = validates

        def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
            if validates:
                instance.clean_fields()

    return People()


CONTENDERS: dict[str, Callable[[bytes], None]] = {
    "ours": ours,
    "bulk": bulk,
    "validated": validated,
    "bare": bare,
}

if __name__ == "__main__":
    who, file = sys.argv[1:]
    read = Path(file).read_bytes()
    began = time.perf_counter()
    with pghistory.context(user=1):
        CONTENDERS[who](read)
    print(time.perf_counter() - began)
