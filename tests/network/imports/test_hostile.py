"""Five hundred hostile rows: no traceback, nothing lost, each rejected row named."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from network.imports.actions import commits, previews
from network.imports.models import Import, Verdict
from network.imports.parsing.reasons import in_words
from network.models import Person
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.hostile import FIRST_STANDS, HARMLESS, hostile_file
from tests.factories.imports import receive

pytestmark = pytest.mark.django_db

ROWS = range(2, 502)
FILE, KINDS = hostile_file()


@pytest.fixture
def source() -> Import:
    return previews.preview(receive(FILE).pk)


@pytest.fixture
def editor(client: Client, settings: Any) -> Client:
    settings.REQUIRE_MFA = False
    client.force_login(make_user(Role.EDITOR))
    return client


def rejected(kinds: dict[str, list[int]]) -> Iterator[int]:
    for kind, numbers in kinds.items():
        if kind not in HARMLESS:
            yield from numbers[1:] if kind in FIRST_STANDS else numbers


def test_every_row_is_accounted_for(source: Import) -> None:
    assert [row.number for row in source.rows.all()] == list(ROWS)
    assert source.new + source.changed + source.same + source.errors == len(ROWS)


def test_exactly_the_bad_rows_are_rejected(source: Import) -> None:
    numbers = source.rows.filter(verdict=Verdict.ERROR).values_list("number", flat=True)
    assert list(numbers) == sorted(rejected(KINDS))


def test_each_rejected_row_is_named_with_a_reason_in_words(source: Import) -> None:
    for row in source.rows.filter(verdict=Verdict.ERROR):
        assert row.reasons
        assert all(len(in_words(reason)) > 20 for reason in row.reasons)


def test_all_other_rows_are_written_unchanged(source: Import) -> None:
    commits.commit(source.pk, preview=source.preview, by=None)
    assert Person.objects.count() == source.new == len(ROWS) - len(list(rejected(KINDS)))
    assert Person.objects.filter(function="'); DROP TABLE network_person; --").count() == len(KINDS["sql"])
    assert Person.objects.filter(function__contains=r"\N \\ \t").count() == len(KINDS["backslashes"])


def test_rejected_rows_are_downloaded_as_a_spreadsheet_with_the_reasons(
    source: Import, editor: Client
) -> None:
    answer = editor.get(f"{source.get_absolute_url()}rejected.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert [int(row["Row"]) for row in rows] == sorted(rejected(KINDS))
    assert all(row["Why rejected"] for row in rows)


def test_importing_the_rejected_rows_rejects_exactly_them_again(source: Import, editor: Client) -> None:
    answer = editor.get(f"{source.get_absolute_url()}rejected.xlsx").content
    again = previews.preview(receive(answer, name="mended.xlsx").pk)
    assert again.total == source.errors


def test_each_page_of_the_preview_opens(source: Import, editor: Client) -> None:
    shown = set()
    for number in range(1, 11):
        page = editor.get(source.get_absolute_url(), {"page": number})
        assert page.status_code == 200
        shown |= set(map(int, re.findall(r'id="row-(\d+)"', page.content.decode())))
        assert "<script>alert" not in page.content.decode()
    assert shown == set(ROWS)


def test_the_command_names_the_same_rows(source: Import, tmp_path: Any) -> None:
    path, out = tmp_path / "hostile.csv", io.StringIO()
    path.write_bytes(FILE)
    with pytest.raises(SystemExit) as ended:
        call_command("import_focal_points", str(path), "--dry-run", stdout=out)
    assert ended.value.code == 1
    assert [int(n) for n in re.findall(r"^Row (\d+): ", out.getvalue(), re.MULTILINE)] == sorted(
        rejected(KINDS)
    )
    assert Person.objects.count() == 0
    assert Import.objects.get() == source
