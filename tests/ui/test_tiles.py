"""The tile map: 57 equal tiles, each with a whole name, never told by colour alone."""

import re
from pathlib import Path

from django.template import Context, Template

from nfp_portal.ui.gallery import tiles
from nfp_portal.ui.tiles import CHOICES, COLUMNS, ROWS, Tile, legend, summary

AUSTRIA = Tile("AT", "Austria", 6, 5, "many", "two or more, confirmed", "/states/AT/")
MALTA = Tile("MT", "Malta", 5, 8, "none", "no focal point named", "/states/MT/")
CSS = Path(__file__).parents[2] / "static" / "css" / "tilemap.css"


def shown(variant: str, *of: Tile, caption: str = "Coverage") -> str:
    template = Template("{% load portal %}{% tile_map tiles variant=variant caption=caption %}")
    return template.render(Context({"tiles": of, "variant": variant, "caption": caption}))


def test_the_gallery_fills_57_places_of_the_grid_once() -> None:
    places = {(tile.column, tile.row) for tile in tiles()}
    assert len(places) == 57
    assert {tile.code for tile in tiles()} >= {"AT", "MN", "CA", "CY"}


def test_every_tile_is_a_link_with_a_whole_name() -> None:
    html = shown("full", *tiles())
    assert len(re.findall(r"<a class=\"tile ", html)) == 57
    assert html.count("visually-hidden") == 57


def test_a_tile_says_its_state_in_words_and_in_a_class() -> None:
    html = shown("full", AUSTRIA)
    assert '<span class="visually-hidden">Austria: two or more, confirmed</span>' in html
    assert '<li class="tile-c6 tile-r5">' in html
    assert 'class="tile tile--many" href="/states/AT/"' in html


def test_a_tile_without_an_address_is_no_link() -> None:
    html = shown("full", Tile("AT", "Austria", 6, 5, "present", "took part"))
    assert "<a " not in html
    assert "Austria: took part" in html


def test_a_name_cannot_bring_markup() -> None:
    html = shown("full", Tile("XX", "<b>X</b>", 0, 0, "one", "one"))
    assert "<b>" not in html


def test_every_place_of_the_grid_has_its_class() -> None:
    css = CSS.read_text()
    assert [n for n in range(COLUMNS) if f".tile-c{n} " not in css] == []
    assert [n for n in range(ROWS) if f".tile-r{n} " not in css] == []


def test_every_state_has_its_mark_and_its_colour() -> None:
    css = CSS.read_text()
    for state in ("many", "one", "due", "none", "present", "unmarked", "open"):
        assert f".tile--{state} " in css
        assert f".tile--{state}::after" in css


def test_the_legend_counts_in_the_order_of_weight() -> None:
    entries = [(entry.state, entry.text, entry.count) for entry in legend([MALTA, AUSTRIA, AUSTRIA])]
    assert entries == [("many", "Two or more, confirmed", 2), ("none", "No focal point named", 1)]


def test_the_legend_counts_apart_what_has_the_same_mark_and_other_words() -> None:
    unasked = Tile("AT", "Austria", 6, 5, "none", "nobody to ask")
    assert [(entry.text, entry.count) for entry in legend([MALTA, unasked, unasked])] == [
        ("No focal point named", 1),
        ("Nobody to ask", 2),
    ]


def test_a_state_of_which_nothing_is_said_has_its_name_alone() -> None:
    silent = Tile("MT", "Malta", 5, 8, "unmarked", "")
    html = shown("full", silent)
    assert 'title="Malta"' in html
    assert "tile--silent" in html
    assert legend([silent]) == []


def test_the_summary_describes_the_map_in_a_line() -> None:
    text = summary([MALTA, AUSTRIA], "Coverage")
    assert text == "Coverage. Two or more, confirmed: 1; No focal point named: 1"
    assert summary([MALTA]) == "No focal point named: 1"


def test_the_mini_map_is_one_picture_with_a_title() -> None:
    html = shown("mini", AUSTRIA, MALTA)
    assert "<title>Coverage. Two or more, confirmed: 1; No focal point named: 1</title>" in html
    assert '<path class="tile--many" d="M120 75h18v13h-18z"/>' in html
    assert "<a " not in html


def test_the_map_for_pdf_brings_its_own_colours() -> None:
    html = shown("pdf", AUSTRIA, MALTA)
    assert 'fill="#0f3d56"' in html
    assert 'stroke-dasharray="2 1.5"' in html
    assert "style=" not in html
    nothing, unasked = (Tile("AT", "Austria", 6, 5, state, state) for state in ("unmarked", "open"))
    dash = '<path d="M120 75m6 10.8h6"'
    assert (dash in shown("pdf", nothing), dash in shown("pdf", unasked)) == (True, False)
    assert "stroke-dasharray" not in shown("pdf", unasked)


def test_the_map_of_choices_says_each_by_a_mark_a_colour_of_its_own_and_in_words() -> None:
    chosen = [Tile("AT", "Austria", 6, 5, state, state) for state in CHOICES[:-1]]
    html = shown("marked", *chosen, Tile("MT", "Malta", 5, 8, "open", ""))
    assert "<title>Coverage. Yes: 1; No: 1; Planned: 1; Not_applicable: 1</title>" in html
    assert ["<title>Austria: planned</title>" in html, "<title>Malta</title>" in html] == [True, True]
    assert [f'tile-box--{state}"' in html for state in CHOICES] == [True] * 5
    assert html.count('class="tile-mark') == 4
    assert 'fill="#2a7397"' in html
