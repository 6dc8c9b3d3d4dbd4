"""What holds for every template: the policy of contents, no other host, a word on what it is for."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
# Pressed from mail programs and without a session (RFC 8058): the token in its address is its proof.
WITHOUT_TOKEN = ["newsletter/readers/unsubscribe.html"]
# No browser opens it: the numbers of its pages depend on the papers between them.
WITH_STYLE = ["meetings/reports/pdf/pack.html"]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def executed_scripts(text: str) -> list[str]:
    """Return the inline scripts of the page that a browser would run."""
    scripts = re.findall(r"<script([^>]*)>([^<]*)", text)
    return [body for head, body in scripts if body.strip() and "application/json" not in head]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_template_passes_the_policy_of_contents(page: Path) -> None:
    text = page.read_text()
    assert re.findall(r"\sstyle=", text) == []
    assert re.findall(r"<style", text) == ["<style"] * (name(page) in WITH_STYLE)
    assert re.findall(r"\son[a-z]+=[\"']", text) == []
    assert re.findall(r"hx-on|hx-vals=.js:|javascript:", text) == []
    assert executed_scripts(text) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_template_fetches_nothing_from_another_host(page: Path) -> None:
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*\"", page.read_text()) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_a_component_says_what_it_is_and_what_it_takes(component: Path) -> None:
    head = re.sub(r"^(\{% load [^%]+%\}\s*)*", "", component.read_text())
    assert head.startswith(("{#", "{% comment %}"))


def test_every_form_that_posts_carries_the_token() -> None:
    without = [
        name(page)
        for page in PAGES
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page.read_text(), flags=re.DOTALL)
        if "csrf_token" not in form
    ]
    assert without == WITHOUT_TOKEN


def test_the_frame_of_pdfs_needs_no_script_and_no_page_sheet() -> None:
    text = (TEMPLATES / "pdf" / "base.html").read_text()
    assert "<script" not in text
    assert "stylesheet" not in text
