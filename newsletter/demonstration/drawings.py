"""Two drawings for the demonstration, made of a few shapes: nobody and no real post is shown."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

# In pixels, as they are stored; drawn twice as large, so that edges are smooth.
_WIDTH, _HEIGHT = 1_104, 560
_SCALE = 2
_PAPER, _INK, _BRAND, _PALE = "#f6f4ee", "#0b2635", "#0f3d56", "#c9d5dc"
_GREEN, _RED, _GREY = "#3f7d5a", "#b5412b", "#9aa7ae"

Box = tuple[float, float, float, float]


class Sheet:
    """A sheet on which shapes are drawn in the pixels of the stored picture."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), _PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def block(self, box: Box, colour: str, radius: float = 0, outline: str | None = None) -> None:
        scaled = [each * _SCALE for each in box]
        self._draw.rounded_rectangle(scaled, radius * _SCALE, colour, outline, width=4 * _SCALE)

    def line(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, colour, round(width * _SCALE), joint="curve")

    def dashes(self, y: float, colour: str) -> None:
        for x in range(20, _WIDTH, 56):
            self.line([(x, y), (x + 28, y)], colour, 4)

    def file(self) -> io.BytesIO:
        file = io.BytesIO()
        self._image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG")
        file.seek(0)
        return file


def _green_lane() -> io.BytesIO:
    """Three lanes before a barrier: cars wait in two, lorries pass in the green one."""
    sheet = Sheet()
    for number, colour in enumerate((_PALE, _PALE, _GREEN)):
        sheet.block((0, 60 + number * 150, _WIDTH, 200 + number * 150), colour)
        sheet.dashes(130 + number * 150, _PAPER)
    for lane in range(2):
        for car in range(7):
            x = 60 + car * 94 + lane * 30
            sheet.block((x, 92 + lane * 150, x + 72, 132 + lane * 150 + 36), _BRAND, 14)
            sheet.block((x + 40, 102 + lane * 150, x + 58, 122 + lane * 150 + 36), _PALE, 6)
        sheet.block((772, 60 + lane * 150, 786, 200 + lane * 150), _RED)
    for x in (90, 470, 850):
        sheet.block((x, 386, x + 150, 474), _PAPER, 8)
        sheet.block((x + 158, 396, x + 206, 464), _INK, 10)
    sheet.block((750, 20, 808, 62), _INK, 6)
    return sheet.file()


def _thirty_one_boxes() -> io.BytesIO:
    """A sheet of 31 boxes: all are ticked but one, beside which lies a key."""
    sheet = Sheet()
    sheet.block((60, 30, 1_044, 530), "#ffffff", 10, _GREY)
    *ticked, untouched = ((110 + number % 8 * 112, 70 + number // 8 * 112) for number in range(31))
    for x, y in ticked:
        sheet.block((x, y, x + 72, y + 72), "#ffffff", 8, _BRAND)
        sheet.line([(x + 16, y + 38), (x + 31, y + 54), (x + 58, y + 20)], _GREEN, 9)
    x, y = untouched
    sheet.block((x, y, x + 72, y + 72), "#ffffff", 8, _RED)
    sheet.block((900, 416, 952, 468), "#ffffff", 26, _INK)
    sheet.line([(950, 442), (1_020, 442), (1_020, 462)], _INK, 7)
    sheet.line([(996, 442), (996, 458)], _INK, 7)
    return sheet.file()


DRAWINGS: dict[str, Callable[[], io.BytesIO]] = {
    "green-lane": _green_lane,
    "thirty-one-boxes": _thirty_one_boxes,
}
