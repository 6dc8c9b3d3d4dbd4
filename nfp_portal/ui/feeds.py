"""What the Atom feeds of all rooms share."""

from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

# When a feed without entries was changed last: RFC 4287 wants an instant, and the same one each time.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class StableAtom(Atom1Feed):
    """Atom whose answer is the same as long as nothing was published, so that a reader is told so."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER
