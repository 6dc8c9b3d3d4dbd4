"""Who else has the same form open: a row with a lease, which the page renews while it is in sight."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from nfp_portal.accounts.models import User
from nfp_portal.revisions.models import Presence

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Others:
    """Who else has a form open, in sentences; `url` takes that oneself has."""

    url: str
    sentences: list[str]

    @property
    def mark(self) -> str:
        """Says what the page shows, so that it is exchanged only for something else."""
        return "|".join(self.sentences)


@transaction.atomic
def note_presence(subject: str, *, by: User) -> None:
    """Begin or renew the lease."""
    mine = Presence.objects.filter(subject=subject, person=by)
    if not mine.current().update(seen_at=Now()):
        Presence.objects.update_or_create(
            subject=subject, person=by, defaults={"since": Now(), "seen_at": Now()}
        )


def others_at(subject: str, url: str, user: User) -> Others:
    """Say who else has the form open; one query."""
    rows = Presence.objects.current().filter(subject=subject).exclude(person=user).select_related("person")
    return Others(url, [_sentence(row) for row in rows])


def _sentence(row: Presence) -> str:
    since = localtime(row.since)
    time = date_format(since, "H:i" if since.date() == localdate() else "j F Y, H:i")
    return _("%(name)s has been editing this since %(time)s.") % {"name": row.person, "time": time}


def purge_presences() -> int:
    """Remove what ended more than a day ago; give how many."""
    return Presence.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()[0]
