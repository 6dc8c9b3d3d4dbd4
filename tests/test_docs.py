"""What the documents say is so."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def settings_read() -> set[str]:
    source = (ROOT / "nfp_portal" / "settings.py").read_text()
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 120


def test_each_setting_the_portal_reads_is_in_the_runbook() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", RUNBOOK, re.MULTILINE))
    assert documented == settings_read()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_link_between_documents_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_each_command_named_exists(document: Path) -> None:
    text = document.read_text()
    named = set(re.findall(r"\bbin/(run|test|check|manage)\b", text))
    assert [command for command in named if not (ROOT / "bin" / command).exists()] == []
    managed = set(re.findall(r"(?:bin/manage|manage\.py) ([a-z_]{4,})", text))
    assert managed - set(get_commands()) == set()


def test_each_class_of_the_glossary_exists() -> None:
    models = {model._meta.label for model in apps.get_models()}
    others = {"network.StateCoverage", "network.Visibility", "accounts.Audience"}
    named = set(re.findall(r"`([a-z]+\.[A-Z]\w+)`", GLOSSARY))
    assert named - models == others & named


def test_each_folder_of_the_readme_exists() -> None:
    folders = set(re.findall(r"^\| (`.+`) \|", README, re.MULTILINE))
    named = {name for row in folders for name in re.findall(r"`([a-z_.]+/)`", row)} - {".local/"}
    assert [name for name in named if not (ROOT / name).is_dir()] == []
