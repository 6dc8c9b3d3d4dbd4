"""A picture as it is printed with a piece: which one, what it shows, whose it is."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

# In bytes: of one picture, and of all pictures in the mail of an issue. In base64 these take 821,000 bytes of
# a message of 1,000,000.
LARGEST = 150_000
LARGEST_TOGETHER = 600_000
# In pixels: twice the width that the mail shows.
WIDEST, HIGHEST = 1_200, 1_600
# So wide is a picture in the mail, in CSS pixels.
MAIL_WIDTH = 552
MOST_OF_A_PIECE = 8
LONGEST_ALTERNATIVE, LONGEST_CREDIT = 300, 80
KINDS = {"jpeg": "jpg", "png": "png"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """One picture of a piece. `digest` is SHA-256 (hex) of its bytes, `kind` "jpeg" or "png".

    `width` and `height` are pixels, `size` is bytes. `alternative` says what it shows.
    """

    digest: str
    kind: str
    width: int
    height: int
    size: int
    alternative: str = ""
    credit: str = ""

    @property
    def content_type(self) -> str:
        return f"image/{self.kind}"

    @property
    def extension(self) -> str:
        return KINDS[self.kind]

    @property
    def file_name(self) -> str:
        return f"{self.digest}.{self.extension}"

    @property
    def mail_width(self) -> int:
        return min(self.width, MAIL_WIDTH)

    @property
    def mail_height(self) -> int:
        return round(self.height * self.mail_width / self.width)

    @property
    def printed(self) -> tuple[str, str, str]:
        """What its readers get of it."""
        return self.digest, self.alternative, self.credit

    @property
    def source_hash(self) -> str:
        """SHA-256 (hex) of the picture and of what is translated of it."""
        return hashlib.sha256("\x1e".join(self.printed).encode()).hexdigest()

    def translated(self, captions: Iterable[Row]) -> "Picture | None":
        """Return it with its words in another language, where they were translated from those of now."""
        own = self.source_hash
        for row in captions:
            if row["source"] == own:
                return replace(self, alternative=row["alternative"], credit=row["credit"])
        return None

    def to_json(self) -> Row:
        return asdict(self)


def words_of(source: str, alternative: str, credit: str) -> Row:
    """Return the words of a picture in another language; `source` is the `source_hash` of the original."""
    return {"source": source, "alternative": alternative, "credit": credit}


def pictures_from(rows: Iterable[Row]) -> tuple[Picture, ...]:
    """Read what `to_json` wrote, in its order."""
    return tuple(Picture(**row) for row in rows)


def in_words(rows: Iterable[Row]) -> str:
    """Name the pictures of a piece, or of a translation, for a history: a line for each."""
    return "\n".join(numbered(n, row["alternative"], row["credit"]) for n, row in enumerate(rows, 1))


def numbered(number: int, alternative: str, credit: str) -> str:
    """Name a picture by its number among those of its piece."""
    return " ".join(filter(None, (f"{number}.", alternative or "…", credit)))


def size_together(pictures: Iterable[Picture]) -> int:
    """Return the bytes of these, each picture counted once however often it is printed."""
    return sum({picture.digest: picture.size for picture in pictures}.values())
