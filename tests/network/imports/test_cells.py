"""What a cell means: dates in five styles, States by any name, and what is refused."""

from typing import Any

import pytest

from network.imports.parsing.columns import COLUMNS, folded, guessed_mapping, heading_of
from network.imports.parsing.dates import DateReader, guessed_order
from network.imports.parsing.reasons import ROW_REASONS, in_words, reason
from network.imports.parsing.rows import cleaners, telephone, yes_or_no

STYLES = {
    "2016-04-12": "2016-04-12",
    "2016-04-12 00:00:00": "2016-04-12",
    "12.04.2016": "2016-04-12",
    "12. 4. 2016": "2016-04-12",
    "13/04/2016": "2016-04-13",
    "04/13/2016": "2016-04-13",
    "12/12/2016": "2016-12-12",
    "12 April 2016": "2016-04-12",
    "12. apr 2016": "2016-04-12",
    "42472": "2016-04-12",
}


@pytest.mark.parametrize("text", STYLES)
def test_a_date_is_read_in_five_styles(text: str) -> None:
    assert DateReader()(text) == STYLES[text]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/04/2016", "ambiguous_date"),
        ("31.02.2016", "no_date"),
        ("12.04.16", "no_date"),
        ("next spring", "no_date"),
        ("12 Ma 2016", "no_date"),
        ("12 ju 2016", "no_date"),
        ("12.04.1916", "implausible_date"),
        ("99999", "implausible_date"),
        ("=TODAY()", "no_date"),
    ],
)
def test_an_uncertain_date_is_refused(text: str, code: str) -> None:
    problem = DateReader()(text)
    assert isinstance(problem, dict)
    assert problem["code"] == code


def test_a_choice_for_the_file_decides_what_comes_first() -> None:
    assert DateReader("dmy")("03/04/2016") == "2016-04-03"
    assert DateReader("mdy")("03/04/2016") == "2016-03-04"


def test_a_date_that_contradicts_the_chosen_order_is_refused() -> None:
    assert DateReader("mdy")("13/04/2016") == reason("no_date", value="13/04/2016")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2016", "25/04/2016"], "dmy"),
        (["03/04/2016", "04/25/2016"], "mdy"),
        (["03/04/2016"], ""),
        (["25/04/2016", "04/25/2016"], ""),
        (["2016-04-12"], ""),
    ],
)
def test_the_file_itself_may_show_what_comes_first(texts: list[str], order: str) -> None:
    assert guessed_order(texts) == order


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AT", "AT"),
        ("austria", "AT"),
        ("AUTRICHE", "AT"),
        ("the Netherlands", "NL"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("turkiye", "TR"),
        ("the former Yugoslav Republic of Macedonia", "MK"),
        ("Etats-Unis d'Amérique", "US"),
        ("Great Britain", "GB"),
    ],
)
def test_a_state_is_known_by_any_of_its_names(text: str, code: str) -> None:
    assert cleaners("")["state"](text) == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("state", "Atlantis", "unknown_state"),
        ("state", "Algeria", "partner_state"),
        ("given_name", "anna@example.org", "no_name"),
        ("given_name", "12", "no_name"),
        ("given_name", "=1+1", "no_name"),
        ("family_name", "–", "no_name"),
        ("family_name", "x" * 101, "too_long"),
        ("function", "x" * 201, "too_long"),
        ("email", "anna at example.org", "no_email"),
        ("email", "a@example.org; b@example.org", "no_email"),
        ("email", f"{'x' * 250}@example.org", "no_email"),
        ("telephone", "0664 1234567", "no_telephone"),
        ("telephone", "+43 1", "no_telephone"),
        ("languages", "English, Klingon", "unknown_language"),
        ("topics", "Fishing", "unknown_topic"),
        ("agency_kind", "Choir", "unknown_kind"),
        ("end_reason", "Bored", "unknown_kind"),
        ("is_primary", "perhaps", "no_yes_or_no"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_refused(column: str, text: str, code: str) -> None:
    assert cleaners("")[column](text)["code"] == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("given_name", "Jean-Luc d’Été III", "Jean-Luc d’Été III"),
        ("name_in_script", "Дарко Петровић", "Дарко Петровић"),
        ("email", "Anna.O'Neil@sub.example.org", "anna.o'neil@sub.example.org"),
        ("languages", "Russian / en and French, ru", ["ru", "en", "fr"]),
        ("topics", "Migration; border management", ["Border management", "Migration"]),
        ("agency_kind", "border police", "border_police"),
        ("end_reason", "A successor was named", "succeeded"),
        ("instrument_kind", "Note verbale", "note_verbale"),
        ("function", "=HYPERLINK(0)", "=HYPERLINK(0)"),
    ],
)
def test_a_cell_is_kept_as_the_directory_writes_it(column: str, text: str, value: Any) -> None:
    assert cleaners("")[column](text) == value


def test_a_number_may_begin_with_two_zeros() -> None:
    assert telephone("0043 1 000 0000") == "+43 1 000 0000"


@pytest.mark.parametrize(
    ("text", "value"), [("Yes", True), ("X", True), ("да", True), ("No", False), ("0", False)]
)
def test_yes_and_no_are_known(text: str, value: bool) -> None:  # noqa: FBT001 - what the test expects
    assert yes_or_no(text) is value


def test_headings_are_known_by_the_names_files_give_them() -> None:
    head = [
        "Country",
        "First Name",
        "SURNAME",
        "E-mail address",
        "Position",
        "Tel.",
        "Appointed on",
        "Remarks",
    ]
    assert guessed_mapping(head) == [
        "state", "given_name", "family_name", "email", "function", "telephone", "starts_on", "",
    ]  # fmt: skip


def test_of_two_columns_with_one_meaning_the_second_is_left_out() -> None:
    assert guessed_mapping(["E-mail", "Mail"]) == ["email", ""]


def test_the_template_names_every_column_so_that_it_is_known() -> None:
    assert guessed_mapping([heading_of(column) for column in COLUMNS]) == [column.name for column in COLUMNS]


def test_words_are_compared_without_accents_and_signs() -> None:
    assert folded("  Straße-Łódź,  ÉTÉ ") == "strasse lodz ete"


def test_each_reason_has_words_in_which_its_facts_stand() -> None:
    facts = {"value": "x", "found": 1, "expected": 2, "row": 3, "person": "Anna"}
    for code in ROW_REASONS:
        assert "%(" not in in_words(reason(code, "email", **facts))
