"""Text in its one form: what is removed, what becomes a line break, and what must be refused."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from nfp_portal.text.forms import Form, PlainText
from nfp_portal.text.normal import control_characters, normalize, one_line, printable

ROOT = Path(settings.BASE_DIR)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Doris\u200b Un\u00adsichtbar", "Doris Unsichtbar"),
        ("\ufeffKurt\u200e \u202a+43 1\u202c", "Kurt +43 1"),
        ("E\u0301loi\u0308se Lefe\u0300vre", "Éloïse Lefèvre"),
        (
            "first\u000bsecond\u2028third\r\nfourth\rfifth\u2029sixth",
            "first\nsecond\nthird\nfourth\nfifth\nsixth",
        ),
        ("one_x000D_\ntwo_x000a_three", "one\ntwo\nthree"),
        ("a tab\tstays, a no-break\u00a0space too", "a tab\tstays, a no-break\u00a0space too"),
        ("Дарія · Ελένη · Հայկ · თამარ · 李", "Дарія · Ελένη · Հայկ · თამარ · 李"),
    ],
)
def test_text_has_one_form(typed: str, stored: str) -> None:
    assert normalize(typed) == stored
    assert normalize(stored) == stored


def test_a_control_character_is_left_for_the_receiver_to_refuse() -> None:
    assert normalize("Head\x00 of \x1bUnit\x9f") == "Head\x00 of \x1bUnit\x9f"
    assert control_characters("Head\x00 of \x1bUnit\x00") == "U+0000, U+001B"
    assert control_characters("line\nand\ttab") == ""
    assert printable("Head\x00 of \x1bUnit\ufffe") == "Head of Unit"


def test_one_line_has_single_spaces() -> None:
    assert (
        one_line("  Anna\r\n\r\nKlicken Sie:\u2028 https://example.org\u00a0")
        == "Anna Klicken Sie: https://example.org"
    )


class NameForm(Form):
    name = forms.CharField(max_length=20)
    note = forms.CharField(widget=forms.Textarea, required=False)
    password = forms.CharField(widget=forms.PasswordInput, required=False)


def test_a_single_line_field_keeps_one_line_and_a_text_area_its_lines() -> None:
    form = NameForm(
        {"name": "Ana\r\n\r\nOpen: https://example.org", "note": "a\nb", "password": " two  spaces"}
    )
    assert form.errors == {"name": ["Ensure this value has at most 20 characters (it has 29)."]}
    assert form["name"].value() == "Ana Open: https://example.org"
    form = NameForm({"name": " Ana\nMaria ", "note": "a\nb", "password": " two  spaces"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "Ana Maria", "note": "a\nb", "password": "two  spaces"}


def test_control_characters_are_refused_at_their_field() -> None:
    form = NameForm({"name": "Ana\x07", "note": "fine \x1b"})
    assert form.errors == {
        "name": ["Remove the control characters (U+0007)."],
        "note": ["Remove the control characters (U+001B)."],
    }


def test_every_form_of_the_portal_keeps_single_lines() -> None:
    """A class that names Django's own forms as its base would let several lines in."""
    offenders = []
    for path in (
        path
        for folder in ("network", "meetings", "newsletter", "exchange", "nfp_portal")
        for path in (ROOT / folder).rglob("*.py")
    ):
        if path.match("nfp_portal/text/forms.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).partition("[")[0] for base in node.bases}
                if bases & {"forms.Form", "forms.ModelForm"}:
                    offenders.append(f"{path.name}: {node.name}")
    assert offenders == []
    assert issubclass(Form, PlainText)
