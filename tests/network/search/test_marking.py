"""What matches is marked in titles and passages, whatever letters it is written with."""

import pytest

from network.search.marking import PASSAGE, Marker, spellings_of
from network.search.queries import Query

pytestmark = pytest.mark.django_db


def marker(typed: str, *texts: str) -> Marker:
    return Marker(Query.of(typed), spellings_of([*texts, typed.casefold()]))


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("swiecko", "A visit to Świecko.", "A visit to <mark>Świecko</mark>."),
        ("Berlin", "Встреча в Берлине", "Встреча в <mark>Берлине</mark>"),
        ("cooperation", "Co-operation Centres", "<mark>Co-operation</mark> Centres"),
        ("polish", "German-Polish border", "German-<mark>Polish</mark> border"),
        ("10", "The 10th, not the 110th of 1000", "The <mark>10th</mark>, not the 110th of 1000"),
        (
            "bsmu",
            "The Border Security and Management Unit",
            "The <mark>Border Security and Management Unit</mark>",
        ),
        ("AUT", "Authority in Austria", "Authority in <mark>Austria</mark>"),
        ("a.*b", "axxb a.*b & <b>", "axxb <mark>a.*b</mark> &amp; &lt;b&gt;"),
        ("%", "100 %", "100 %"),
    ],
)
def test_what_matches_is_marked_and_all_else_stays_text(typed: str, text: str, marked: str) -> None:
    assert str(marker(typed, text).marked(text)) == marked


def test_the_passage_is_where_most_of_the_terms_are() -> None:
    text = f"{'quoll ' * 3}{'other words ' * 60}quoll near the river {'and more ' * 60}"
    passage = str(marker("quoll river", text).passage(text))
    assert passage.startswith("… ")
    assert "<mark>quoll</mark> near the <mark>river</mark>" in passage
    assert passage.endswith(" …")
    assert len(passage.replace("<mark>", "").replace("</mark>", "")) <= PASSAGE + len("…  …")


def test_a_text_without_a_match_is_shown_from_its_beginning() -> None:
    assert str(marker("quoll").passage("Nothing of the kind.")) == "Nothing of the kind."
