"""The style sheets stay readable for the oldest browsers in use, and for the PDF engine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
SHEETS = sorted(CSS.glob("*.css"))
# Chrome 109 and Firefox 115 do not know these.
TOO_NEW = (
    ":has(",
    "oklch(",
    "oklab(",
    "light-dark(",
    "color-mix(",
    "@scope",
    "@starting-style",
    "anchor-name",
)


def without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


def nested_rules(css: str) -> Iterator[str]:
    """Yield the selectors that open a block inside the block of another selector."""
    open_blocks: list[str] = []
    for prelude, brace in re.findall(r"([^{};]*)([{}])", css):
        if brace == "}":
            open_blocks.pop()
            continue
        if open_blocks and not open_blocks[-1].startswith("@"):
            yield prelude.strip()
        open_blocks.append(prelude.strip())


def luminance(colour: str) -> float:
    digits = colour.strip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def schemes() -> dict[str, dict[str, str]]:
    """Read the colours of tokens.css: light, and light overlaid by dark and by print."""
    light, dark, paper = without_comments(CSS / "tokens.css").split(":root {")[1:]
    read = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+);", part)) for part in (light, dark, paper)]
    return {"light": read[0], "dark": read[0] | read[1], "print": read[0] | read[2]}


def test_a_nested_rule_is_found() -> None:
    assert list(nested_rules("@media print { a { color: red; b { color: blue } } }")) == ["b"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_uses_nothing_the_oldest_browsers_lack(sheet: Path) -> None:
    css = without_comments(sheet)
    assert [word for word in TOO_NEW if word in css] == []
    assert list(nested_rules(css)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_opens_with_what_it_is_for_and_stays_short(sheet: Path) -> None:
    text = sheet.read_text()
    assert text.startswith("/* ")
    assert text.count("\n") <= 400


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_fetches_only_the_portals_own_files(sheet: Path) -> None:
    addresses = re.findall(r"url\(\"?([^\")]+)", without_comments(sheet))
    assert [address for address in addresses if not (CSS / address).resolve().is_file()] == []
    assert "@import" not in without_comments(sheet)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_stand_in_the_tokens_only(sheet: Path) -> None:
    if sheet.name in {"tokens.css", "pdf.css", "pdf-newsletter.css"}:
        pytest.skip("here they are named, and the PDF engine does without custom properties")
    strays = set(re.findall(r"#[0-9a-f]{3,8}\b", without_comments(sheet)))
    assert strays <= {"#fff"}  # the ground of a code to scan stays white


def test_every_sheet_of_the_pages_stands_in_a_layer() -> None:
    unlayered = {sheet.name for sheet in SHEETS if "@layer" not in sheet.read_text()}
    of_documents = {f"pdf-{kind}.css" for kind in ("levels", "newsletter", "onsite", "pack")}
    assert unlayered == {"fonts.css", "pdf.css"} | of_documents


def test_every_name_used_is_a_token() -> None:
    every = "".join(without_comments(sheet) for sheet in SHEETS)
    assert set(re.findall(r"var\((--[\w-]+)", every)) - set(re.findall(r"(--[\w-]+):", every)) == set()


def test_the_pdf_sheet_lays_out_without_flex_and_grid() -> None:
    css = without_comments(CSS / "pdf.css")
    assert re.findall(r"display:\s*(?:inline-)?(?:flex|grid)", css) == []
    assert "var(" not in css


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"),
        ("ink", "surface"),
        ("ink", "sunk"),
        ("ink-2", "paper"),
        ("ink-2", "sunk"),
        ("link", "paper"),
        ("link", "surface"),
        ("accent", "paper"),
        ("accent", "surface"),
        ("accent", "error-fill"),
        ("good", "paper"),
        ("good", "good-fill"),
        ("warn", "paper"),
        ("warn", "warn-fill"),
        ("on-brand", "brand"),
        ("on-accent", "accent"),
        ("on-deep-2", "deep"),
        ("tile-many-ink", "tile-many"),
        ("tile-one-ink", "tile-one"),
        ("tile-due-ink", "tile-due-hatch"),
        ("tile-unmarked-ink", "tile-unmarked"),
    ],
)
def test_text_has_enough_contrast_with_its_background(scheme: str, ink: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_a_control_can_be_seen(scheme: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours["edge"], colours["surface"]) >= 3
    assert contrast(colours["edge"], colours["paper"]) >= 3
