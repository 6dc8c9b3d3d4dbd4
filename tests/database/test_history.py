"""A database that an earlier version made is refused, and emptied only where it is the demonstration's."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from network.models import State

pytestmark = pytest.mark.django_db


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one.pdf").write_bytes(b"%PDF-")
    (tmp_path / "loose.txt").write_text("loose")
    return tmp_path


@pytest.fixture
def earlier() -> None:
    MigrationRecorder(connection).record_applied("network", "0099_of_another_history")


@pytest.mark.parametrize("arguments", [(), ("--renew",)])
def test_a_database_of_this_code_is_left_alone(
    arguments: tuple[str, ...], media: Path, settings: Any
) -> None:
    settings.DEMO = True
    output = StringIO()
    call_command("recognise_database", *arguments, stdout=output)
    assert output.getvalue() == ""
    assert State.objects.participating().count() == 57
    assert (media / "papers" / "one.pdf").exists()


@pytest.mark.usefixtures("earlier")
@pytest.mark.parametrize(("arguments", "demo"), [((), False), ((), True), (("--renew",), False)])
def test_one_of_an_earlier_version_is_refused(
    arguments: tuple[str, ...], *, demo: bool, media: Path, settings: Any
) -> None:
    settings.DEMO = demo
    with pytest.raises(CommandError, match="cannot carry it over"):
        call_command("recognise_database", *arguments)
    assert State.objects.participating().count() == 57
    assert (media / "papers" / "one.pdf").exists()


@pytest.mark.usefixtures("earlier")
def test_the_demonstration_of_an_earlier_version_is_emptied(media: Path, settings: Any) -> None:
    settings.DEMO = True
    call_command("recognise_database", "--renew", stdout=StringIO())
    assert tables() == []
    assert list(media.iterdir()) == []
