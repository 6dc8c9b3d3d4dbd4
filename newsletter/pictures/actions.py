"""Store pictures, and read them again."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Now

from newsletter.pictures.encoding import encode
from newsletter.pictures.models import StoredPicture
from newsletter.pictures.values import Picture


class LostPictureError(Exception):
    """The bytes of a picture that a piece names are stored no longer."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture.digest)
        self.picture = picture


def store(file: Any, alternative: str = "") -> Picture:
    """Make an uploaded picture small and keep it; the same one twice is kept once. Raises `ValidationError`.

    It belongs to nothing yet: unless a piece names it, it is purged after a day.
    """
    encoded = encode(file)
    digest = hashlib.sha256(encoded.content).hexdigest()
    facts = {"kind": encoded.kind, "width": encoded.width, "height": encoded.height}
    content = {"content": encoded.content, "size": len(encoded.content)}
    row, is_new = StoredPicture.objects.get_or_create(digest=digest, defaults=facts | content)
    if not is_new:
        keep([digest])
    return row.picture(alternative)


def keep(digests: Iterable[str]) -> dict[str, StoredPicture]:
    """Keep these for a day from now on; return those that are there by digest, without their bytes.

    A text is about to name them: the night's purge, if it runs just then, finds them renewed. Two queries.
    """
    rows = StoredPicture.objects.filter(digest__in=list(digests))
    rows.update(stored_at=Now())
    return {row.digest: row for row in rows.defer("content")}


def contents(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """Return the bytes of these pictures by digest, in their order; one query, none for no pictures.

    Raises `LostPictureError`.
    """
    by_digest = {picture.digest: picture for picture in pictures}
    if not by_digest:
        return {}
    rows = StoredPicture.objects.filter(digest__in=list(by_digest)).values_list("digest", "content")
    stored = {digest: bytes(content) for digest, content in rows}
    for digest, picture in by_digest.items():
        if digest not in stored:
            raise LostPictureError(picture)
    return {digest: stored[digest] for digest in by_digest}
