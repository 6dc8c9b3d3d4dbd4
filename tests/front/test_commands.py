"""Commands of the demonstration and of the permission matrix: what they print and when they refuse."""

import json
import re
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import Model

from nfp_portal.accounts.access import CALLERS, VISITOR
from nfp_portal.accounts.models import User
from nfp_portal.demo.sign_ins import sign_ins

OWN = {"network", "meetings", "newsletter", "nfp_portal"}


def output_of(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["demo", "demo_sign_ins"])
def test_beside_real_data_there_is_no_demonstration(settings: Any, command: str) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="The demonstration is off here"):
        output_of(command)
    assert not User.objects.exists()


def test_the_sign_ins_are_printed_for_people_and_for_machines(settings: Any) -> None:
    settings.DEMO = True
    assert json.loads(output_of("demo_sign_ins", "--json")) == sign_ins()
    lines = output_of("demo_sign_ins").splitlines()
    assert [line.split() for line in lines] == [
        [role, account["email"], account["password"]] for role, account in sign_ins().items()
    ]


def test_the_matrix_says_line_by_line_who_may_call_what() -> None:
    cells, lines = (
        json.loads(output_of("permission_matrix", "--json")),
        output_of("permission_matrix").splitlines(),
    )
    assert len(lines) == len(cells)
    assert {cell["role"] for cell in cells} == set(CALLERS)
    desk = [line for line in lines if line.endswith(" desk") and line.split()[1] == "GET"]
    statuses = {line.split()[2]: line.split()[0] for line in desk}
    assert (statuses["editor"], statuses["focal_point"], statuses[VISITOR]) == ("200", "404", "302")


@pytest.mark.django_db
def test_the_whole_demonstration_may_be_loaded_at_each_start_and_reaches_nobody(settings: Any) -> None:
    settings.DEMO = True
    assert output_of("demo") == "The demonstration is in place.\n"
    before = _numbers_of_rows()
    assert output_of("demo") == "The demonstration is in place.\n"
    assert _numbers_of_rows() == before
    domains, reserved = _domains(), re.compile(r"(?:[a-z0-9-]+\.)*example\.(?:com|net|org)")
    assert "pl.example.org" in domains
    assert sorted(domain for domain in domains if not reserved.fullmatch(domain)) == []


def _domains() -> set[str]:
    """Return the domains of all addresses in all rows, except the portal's own."""
    written = "".join(serializers.serialize("json", model._default_manager.all()) for model in _own_models())
    domains = set(re.findall(r"[\w.+'-]+@([\w-]+(?:\.[\w-]+)+)", written))
    return domains - {urlsplit(settings.SITE_URL).hostname}


def _own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OWN]


def _numbers_of_rows() -> dict[str, int]:
    """How many rows each table of the portal's own apps has."""
    return {model._meta.db_table: model._default_manager.count() for model in _own_models()}
