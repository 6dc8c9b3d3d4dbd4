"""Make the portal's font files from the npm packages that hold Source and Noto.

In an empty folder: npm install @fontsource/source-serif-4 @fontsource-variable/source-sans-3
@fontsource/noto-{sans,serif} @fontsource/noto-{sans,serif}-{armenian,georgian}
@fontsource/noto-sans-{arabic,hebrew}; then, here:
python make_fonts.py THAT_FOLDER/node_modules
"""  # noqa: INP001 - a tool beside the files it makes, never imported

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
SERIF = "@fontsource/source-serif-4"
SANS = "@fontsource-variable/source-sans-3"
# The Latin letters of the 57 States' names and of usual transliterations, without Vietnamese and phonetics.
LATIN_EXT = "100-17F,18F,192,1CD-1DC,218-21B,259,2B9-2BF,1E80-1E85,1E9E,1EF2-1EF3,20A0-20BF,2116"
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum"]
PDF_SCRIPTS = {"latin": "", "latin-ext": "", "cyrillic": "", "cyrillic-ext": "", "greek": ""}
LICENSED = (
    SERIF,
    SANS,
    "@fontsource/noto-sans",
    "@fontsource/noto-serif",
    "@fontsource/noto-sans-arabic",
    "@fontsource/noto-sans-hebrew",
)
OTHER_SCRIPTS = {"vietnamese": "noto-sans", "arabic": "noto-sans-arabic", "hebrew": "noto-sans-hebrew"}
MADE_AT = 3_800_000_000  # seconds since 1904: fixed, so that the same sources make the same files
PDF_FACES = [
    ("sans", "400", "normal", "Regular"),
    ("sans", "700", "normal", "Bold"),
    ("sans", "400", "italic", "Italic"),
    ("serif", "600", "normal", "SemiBold"),
]


def subset(font: TTFont, unicodes: str | None) -> TTFont:
    """Keep the wanted letters (all where `unicodes` is None) and only the layout features in use."""
    options = Options(layout_features=FEATURES, hinting=False, desubroutinize=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(unicodes) if unicodes else list(font.getBestCmap()))
    subsetter.subset(font)
    return font


def web_sources(modules: Path) -> Iterator[tuple[Path, str, str | None]]:
    for script in ("latin", "latin-ext", "cyrillic", "greek"):
        letters = LATIN_EXT if script == "latin-ext" else None
        yield modules / SERIF / f"files/source-serif-4-{script}-600-normal.woff2", f"serif-{script}", letters
        yield modules / SANS / f"files/source-sans-3-{script}-wght-normal.woff2", f"sans-{script}", letters
    for script in ("latin", "cyrillic"):
        yield (
            modules / SANS / f"files/source-sans-3-{script}-wght-italic.woff2",
            f"sans-italic-{script}",
            None,
        )
    for script in ("armenian", "georgian"):
        package = modules / f"@fontsource/noto-sans-{script}"
        yield package / f"files/noto-sans-{script}-{script}-400-normal.woff2", f"sans-{script}", None


def make_web(modules: Path) -> None:
    for source, name, letters in web_sources(modules):
        font = subset(TTFont(source, recalcTimestamp=False), letters)
        if "fvar" in font:
            font["gvar"].variations = {
                name: font["gvar"].variations.get(name, []) for name in font.getGlyphOrder()
            }
            font = instancer.instantiateVariableFont(font, {"wght": (400, 700)})
        font.flavor = "woff2"
        font.save(HERE / "web" / f"{name}.woff2")


def pdf_parts(modules: Path, family: str, weight: str, style: str) -> Iterator[Path]:
    base = modules / f"@fontsource/noto-{family}/files"
    for script in PDF_SCRIPTS:
        yield base / f"noto-{family}-{script}-{weight}-{style}.woff2"
    if style == "normal":
        for script in ("armenian", "georgian"):
            folder = modules / f"@fontsource/noto-{family}-{script}/files"
            yield folder / f"noto-{family}-{script}-{script}-{weight}-{style}.woff2"


def rename(font: TTFont, family: str, style: str) -> None:
    """Give the merged file one family name of its own, so that no other copy of Noto is taken for it."""
    names = {
        1: family,
        2: style,
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
    }
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def make_pdf(modules: Path) -> None:
    for family, weight, slant, style in PDF_FACES:
        plain = []
        for part in pdf_parts(modules, family, weight, slant):
            font = TTFont(part, recalcTimestamp=False)
            font.flavor = None
            target = HERE / "pdf" / f"part-{part.stem}.ttf"
            subset(font, None).save(target)
            plain.append(target)
        merged = Merger().merge([str(path) for path in plain])
        merged.recalcTimestamp = False
        merged["head"].created = merged["head"].modified = MADE_AT
        rename(merged, f"Portal {family.title()}", style)
        merged.save(HERE / "pdf" / f"Portal{family.title()}-{style}.ttf")
        for path in plain:
            path.unlink()


def make_pdf_of_other_scripts(modules: Path) -> None:
    """Scripts that names bring into a document: files of their own, taken where a face lacks the letter."""
    for script, package in OTHER_SCRIPTS.items():
        for weight, style in (("400", "Regular"), ("700", "Bold")):
            source = modules / f"@fontsource/{package}/files/{package}-{script}-{weight}-normal.woff2"
            font = TTFont(source, recalcTimestamp=False)
            font.flavor = None
            font["head"].created = font["head"].modified = MADE_AT
            rename(font, f"Portal {script.title()}", style)
            font.save(HERE / "pdf" / f"Portal{script.title()}-{style}.ttf")


def copy_licences(modules: Path) -> None:
    for package in LICENSED:
        shutil.copy(modules / package / "LICENSE", HERE / "licences" / f"{package.rpartition('/')[2]}.txt")


def main(modules: Path) -> None:
    for folder in ("web", "pdf", "licences"):
        (HERE / folder).mkdir(exist_ok=True)
    make_web(modules)
    make_pdf(modules)
    make_pdf_of_other_scripts(modules)
    copy_licences(modules)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
