"""The house rules that no linter knows."""

import ast
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = [
    *(ROOT / name for name in ("network", "meetings", "exchange", "newsletter")),
    *(ROOT / "nfp_portal").iterdir(),
]
CODE = list(chain.from_iterable(app.rglob("*.py") for app in APPS if app.is_dir()))
OURS = [path for path in CODE if path.parent.name != "migrations"]
TOOLS = [*(ROOT / "bin").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
EVERYTHING = [*OURS, *(ROOT / "tests").rglob("*.py"), *TOOLS]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

JUNK_DRAWERS = {"core", "utils", "helpers", "common", "services", "misc", "util", "helper", "lib"}
SPEAK_HTTP = {"views", "forms", "admin", "urls", "middleware"}
# Rooms whose business is HTTP itself.
DOORS = {
    "access.py",
    "adapter.py",
    "administration.py",
    "context.py",
    "downloads.py",
    "health.py",
    "limits.py",
}


# Each of these has a better name in every file.
VAGUE = {"told", "found", "words", "place", "asked", "said", "gone", "standing", "outrun", "tend", "hear"}
PLAIN_ROOMS = (
    "bench",
    "bin",
    "exchange",
    "network",
    "meetings",
    "newsletter",
    "nfp_portal",
    "tests",
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def imports(path: Path) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
    return modules


def test_there_is_no_junk_drawer() -> None:
    assert [relative(path) for path in OURS if JUNK_DRAWERS & {path.stem, *path.parent.parts[-2:]}] == []


@pytest.mark.parametrize("path", EVERYTHING, ids=relative)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def bound_names(path: Path) -> set[str]:
    """Return the names that the file gives to something."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                names.add(name)
    return names


def test_names_say_what_a_thing_is() -> None:
    paths = [path for path in EVERYTHING if relative(path).startswith(PLAIN_ROOMS)]
    assert len(paths) > 50
    assert [(relative(path), names) for path in paths if (names := VAGUE & bound_names(path))] == []


def test_no_two_errors_share_a_name() -> None:
    """A view that catches the one must not read as if it caught the other."""
    names = Counter(
        node.name
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    )
    assert [name for name, number in names.items() if number > 1] == []


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1 for path in OURS for node in functions(path)
    )
    assert lengths[len(lengths) // 2] <= 7
    assert lengths[len(lengths) * 9 // 10] <= 20
    assert lengths[-1] <= 50


def test_only_the_doors_of_an_app_speak_http() -> None:
    using = {
        relative(path)
        for path in OURS
        if {"django.contrib.messages", "django.shortcuts.redirect", "django.shortcuts.render"} & imports(path)
        or "django.http.HttpResponse" in imports(path)
    }
    allowed = {
        relative(path)
        for path in OURS
        if path.stem in SPEAK_HTTP or path.parent.name in SPEAK_HTTP or path.name in DOORS
    }
    assert using - allowed == set()


def test_a_view_acts_on_post_and_takes_nothing_else_for_it() -> None:
    """HEAD comes in where GET does, so that "not GET" would act on it without a token."""
    assert [relative(path) for path in OURS if re.search(r'method [!=]= "GET"', path.read_text())] == []


def test_no_queryset_is_read_as_if_the_server_held_a_cursor() -> None:
    """Without one (DISABLE_SERVER_SIDE_CURSORS) `.iterator()` has the driver hold the whole answer."""
    assert [relative(path) for path in OURS if re.search(r"[\w)]\.iterator\(", path.read_text())] == []


def test_who_somebody_is_is_asked_in_one_way() -> None:
    """By `caller_of` and its kin, which know that a closed account is a visitor."""
    by_hand = re.compile(r"isinstance\([\w.]+, User\) and|\buser\.role (not )?in\b|\.is_secretariat\b")
    rooms = [path for path in OURS if not relative(path).startswith("nfp_portal/accounts/")]
    assert [relative(path) for path in rooms if by_hand.search(path.read_text())] == []


def test_tasks_take_keys_and_call_one_action() -> None:
    for path in OURS:
        if path.stem == "tasks":
            for node in functions(path):
                assert (node.end_lineno or 0) - node.lineno < 10, f"{relative(path)}: {node.name}"


def test_only_one_settings_file_reads_the_environment() -> None:
    reading = [
        relative(path)
        for path in OURS
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text()) and "setdefault" not in path.read_text()
    ]
    assert [path for path in reading if path != "nfp_portal/settings.py"] == []


def test_only_pdf_rooms_know_the_pdf_engine_and_only_mail_knows_smtp() -> None:
    engine = {relative(path) for path in OURS if any("weasyprint" in name for name in imports(path))}
    assert all(re.search(r"/(pdf|pdf_process)\.py$", path) for path in engine)
    using = {relative(path) for path in OURS if "smtplib" in imports(path)}
    assert all(path.startswith("nfp_portal/mail/") for path in using)


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_asks_nothing_the_policy_forbids(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", text)
    assert not re.search(r"\son[a-z]+=[\"']", text)
    assert not re.search(r"<(img|script|link)[^>]+(src|href)=[\"']https?:", text)


def test_the_parts_that_every_page_uses_name_no_page_of_an_app() -> None:
    named = re.compile(r"""["'](network|meetings|exchange|newsletter):\w""")
    ui = [path for path in OURS if relative(path).startswith("nfp_portal/ui/")]
    assert [relative(path) for path in ui if named.search(path.read_text())] == []


def test_there_is_one_paginator() -> None:
    using = [relative(path) for path in OURS if "django.core.paginator" in imports(path)]
    assert using == ["nfp_portal/ui/pagination.py"]


def test_each_component_lists_its_arguments() -> None:
    components = (ROOT / "templates" / "components").glob("*.html")
    assert [path.name for path in components if "rguments" not in path.read_text()] == []


def test_the_locks_name_no_address_that_packages_come_from() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text()
        assert "\n-" not in lock.read_text()
