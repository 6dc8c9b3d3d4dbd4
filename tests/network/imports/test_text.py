"""Cells as people and programs leave them: invisible marks, soft breaks, formulas, error values, dashes."""

import io
import re
import unicodedata
import zipfile
from typing import Any

import pytest

from network.imports.models import Import
from network.imports.parsing.reasons import in_words
from network.models import Person
from tests.factories.imports import ANNA, book, codes, committed, previewed, receive, verdicts

pytestmark = pytest.mark.django_db
HEAD = ("State", "Given name", "Family name", "E-mail", "Telephone", "Function")


def preview_of(content: bytes) -> Import:
    from network.imports.actions import previews  # noqa: PLC0415 - as the factories do

    return previews.preview(receive(content, name="focal-points.xlsx").pk)


def values(source: Import) -> list[dict[str, Any]]:
    return [row.values for row in source.rows.order_by("number")]


INVISIBLE = [
    ("Austria\u200b", "Berta", "Prob\u00adst", "b1@example.org", "+43 1 234567", ""),
    ("Austria", "Berta\u200b", "Probst\u200b", "b2@example.org", "+43 1 234567", ""),
    ("Austria", "Dora", "Dritt", "Dora@example.org\u200b", "+43 1 234567", ""),
    ("Austria", "Emma", "Viert", "\u200bemma@example.org", "+43 1 234567", ""),
    ("Austria", "Fritz", "Fuenf", "fritz@example.org", "\u202a+43 1 234567\u202c", ""),
    ("Austria", "Gerd", "Sechs", "gerd@example.org", "\u200e+43 1 234567", ""),
    ("Austria", "Hans", "Sieben", "hans@example.org\u00a0", "+43\u00a01\u00a0234567", ""),
    ("Austria", "Kurt", "Zehn", "\ufeffkurt@example.org", "+43 1 234567", ""),
]


def test_invisible_characters_are_removed_from_every_cell() -> None:
    source = previewed(*INVISIBLE[2:], head=HEAD)
    assert {row["telephone"] for row in values(source)} == {"+43 1 234567"}
    assert [(row["given_name"], row["email"]) for row in values(source)] == [
        ("Dora", "dora@example.org"),
        ("Emma", "emma@example.org"),
        ("Fritz", "fritz@example.org"),
        ("Gerd", "gerd@example.org"),
        ("Hans", "hans@example.org"),
        ("Kurt", "kurt@example.org"),
    ]
    assert values(previewed(INVISIBLE[0], head=HEAD))[0]["family_name"] == "Probst"


def test_the_same_person_with_something_invisible_is_no_new_one() -> None:
    committed(("Austria", "Doris", "Unsichtbar"), head=HEAD[:3])
    for row in (("Austria", "Doris\u200b", "Unsichtbar"), ("Austria", "Doris", "Unsicht\u00adbar")):
        assert verdicts(previewed(row, head=HEAD[:3])) == [(2, "same")], row


def test_decomposed_letters_are_the_composed_ones() -> None:
    rows = [
        ("France", "Éloïse", "Lefèvre", "Chef de bureau à Orly"),
        ("Germany", "Jürgen", "Müßig", "Leiter"),
    ]
    head = ("State", "Given name", "Family name", "Function")
    committed(*rows, head=head)
    decomposed = [[unicodedata.normalize("NFD", cell) for cell in row] for row in rows]
    assert verdicts(previewed(*decomposed, head=head)) == [(2, "same"), (3, "same")]


def test_the_escapes_of_a_workbook_become_line_breaks_and_then_one_line() -> None:
    row = (
        "Austria",
        "Berta",
        "Probst",
        "berta@example.org_x000D_\n",
        "+43 1 234567",
        "Head of Unit_x000D_\nVienna\u2028West",
    )
    source = preview_of(book(row, head=HEAD))
    assert values(source)[0]["email"] == "berta@example.org"
    assert values(source)[0]["function"] == "Head of Unit Vienna West"
    assert "_x000D_" not in str(source.rows.get().cells)


def test_a_control_character_is_refused_and_its_cell_is_named() -> None:
    source = previewed((*ANNA[:4], "Head\x07 of Unit", ANNA[5]))
    [row] = source.rows.all()
    assert [in_words(reason) for reason in row.reasons] == [
        "Function: This holds control characters, which no program prints. Type it anew."
    ]


def test_a_control_character_in_a_column_that_is_not_read_spoils_nothing() -> None:
    head = ("State", "Given name", "Family name", "Our own remarks")
    assert verdicts(previewed(("Austria", "Anna", "Muster", "x\x07"), head=head)) == [(2, "new")]


def without_stored_values(content: bytes) -> bytes:
    """The workbook as a program leaves it that writes formulas and computes nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as other:
        for name in archive.namelist():
            other.writestr(name, re.sub(rb"(</f>)<v\s*/>|(</f>)<v></v>", rb"\1\2", archive.read(name)))
    return packed.getvalue()


def test_a_formula_whose_value_was_not_saved_is_refused_never_dropped() -> None:
    computed = (
        "Austria",
        "Dora",
        "Dritt",
        "dora@example.org",
        "+43 1 234567",
        '=CONCATENATE("Head"," of Unit")',
    )
    alone = ("", "", "", '=LOWER("X@EXAMPLE.ORG")', "", "")
    source = preview_of(without_stored_values(book(computed, alone, head=HEAD)))
    assert codes(source) == {2: ["formula_without_value"], 3: ["formula_without_value"]}
    assert [row.reasons[0]["column"] for row in source.rows.order_by("number")] == ["function", "email"]


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#NAME?", "#DIV/0!"])
def test_an_error_value_becomes_no_institution(value: str) -> None:
    head = ("State", "Given name", "Family name", "Institution")
    source = previewed(("Austria", "Anna", "Muster", value), head=head)
    [row] = source.rows.all()
    assert [in_words(reason) for reason in row.reasons] == [
        f"Agency: The formula here shows the error {value}. Correct it or write the value."
    ]


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", "\u2011"])
def test_dashes_say_that_there_is_nothing(dash: str) -> None:
    head = ("State", "Given name", "Family name", "Institution", "Telephone")
    source = committed(("Austria", "Anna", "Muster", dash, dash), head=head)
    assert verdicts(source) == [(2, "new")]
    person = Person.objects.get(family_name="Muster")
    assert (person.agency, person.telephone) == (None, "")
    assert codes(previewed(("Austria", dash, "Neu", "", ""), head=head)) == {2: ["missing"]}
