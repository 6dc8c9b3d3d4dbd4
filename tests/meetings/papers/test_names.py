"""What file names say: item, language, symbol and its ending, title."""

from collections.abc import Sequence

import pytest

from meetings.models import AgendaItem, Kind
from meetings.papers.names import guess

ITEMS: Sequence[AgendaItem] = [
    AgendaItem(title="Opening", kind=Kind.OPENING),
    AgendaItem(title="Coffee", kind=Kind.BREAK),
    AgendaItem(title="Threats", session=1),
    AgendaItem(title="Co-operation", session=2),
]


@pytest.mark.parametrize(
    ("name", "title", "language", "suffix", "item"),
    [
        ("03_Concept note_RU.pdf", "Concept note", "ru", "", "Co-operation"),
        ("Session 1 - Threats at the border (fr).docx", "Threats at the border", "fr", "", "Threats"),
        ("Item 1 Welcome.pdf", "Welcome", "en", "", "Opening"),
        ("Work plan Rev.2 DE.pdf", "Work plan", "de", "Rev.2", None),
        ("Work_plan_EN_Corr1.pdf", "Work plan", "en", "Corr.1", None),
        ("2026 budget.xlsx", "2026 budget", "en", "", None),
        ("Lutte contre le trafic de.pdf", "Lutte contre le trafic de", "en", "", None),
        ("02. Проект плана работы_РУС.pdf", "Проект плана работы", "ru", "", "Threats"),
        ("2_Σύνορα και ασφάλεια.pdf", "Σύνορα και ασφάλεια", "en", "", "Threats"),
        ("3-חוות דעת.pdf", "חוות דעת", "en", "", "Co-operation"),
        ("99_Beyond the agenda.pdf", "Beyond the agenda", "en", "", None),
        ("Session 2_EN.pdf", "Session 2: Co-operation", "en", "", "Co-operation"),
        ("Address book.pdf", "Address book", "en", "", None),
        ("Cafe\u0301 talks.pdf", "Café talks", "en", "", None),
    ],
)
def test_a_name_says_title_language_ending_and_item(
    name: str, title: str, language: str, suffix: str, item: str | None
) -> None:
    read = guess(name, ITEMS)
    assert (read.title, read.symbol, read.language, read.suffix) == (title, "", language, suffix)
    assert (read.item.title if read.item else None) == item


@pytest.mark.parametrize(
    ("name", "symbol", "title", "language", "suffix"),
    [
        ("SEC.GAL_12_26_Concept note_RU.pdf", "SEC.GAL/12/26", "Concept note", "ru", ""),
        ("03_BMS-4-2026 Work plan Rev.1.docx", "BMS/4/2026", "Work plan", "en", "Rev.1"),
        ("SEC.GAL_12_26_Add.1_FR.pdf", "SEC.GAL/12/26", "SEC.GAL/12/26", "fr", "Add.1"),
        ("Budget 2026_27.pdf", "", "Budget 2026 27", "en", ""),
        ("EU_2026 plan.pdf", "", "EU 2026 plan", "en", ""),
    ],
)
def test_a_name_says_the_symbol_of_the_paper(
    name: str, symbol: str, title: str, language: str, suffix: str
) -> None:
    read = guess(name, ITEMS)
    assert (read.symbol, read.title, read.language, read.suffix) == (symbol, title, language, suffix)
