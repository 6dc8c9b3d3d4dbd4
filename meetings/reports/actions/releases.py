"""Keep what is published as it is: make a release, and take a name out of what focal points read."""

from collections.abc import Collection, Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone, translation

from meetings.reports.content import LANGUAGE, Content, Named, content_of
from meetings.reports.documents import ReleaseDocument
from meetings.reports.models import Release, ReleaseCopy, Report
from meetings.reports.models.releases import digest_of
from meetings.reports.permissions import may_erase
from meetings.reports.text import PARTS
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act
from nfp_portal.renderings import actions as renderings


class NotErasableError(Exception):
    """Nobody may take this name out: no approver, or nobody of this key is on a list that was published."""


@transaction.atomic
def publish(report: Report, *, by: User | None) -> Release:
    """Make what the report says now its current release; a worker makes the files. The caller has locked it.

    Without `by` it keeps a report from public records as it is.
    """
    release = Release.objects.create(
        report=report,
        number=report.releases.count(),
        released_by=by,
        released_at=timezone.now() if by else None,
        written_by=report.edited_by if by else None,
    )
    for audience in Audience:
        copy = ReleaseCopy(release=release, audience=audience, made_by=by)
        _add(copy, content_of(report, audience, release))
    report.current = release
    return release


def _add(copy: ReleaseCopy, content: Content) -> ReleaseCopy:
    """Save a new copy, put its digest into the audit trail, and have its file made; nobody waits for it."""
    copy.content = content.to_json()
    copy.content_digest = digest_of(copy.content)
    copy.save()
    record(
        Act.RELEASE,
        by=copy.made_by,
        subject=f"report:{copy.release.report.meeting.key}",
        release=copy.release.number,
        audience=str(copy.audience),
        version=copy.version,
        digest=copy.content_digest,
    )
    renderings.request(ReleaseDocument(copy), by=None)
    return copy


@transaction.atomic
def erase_name(report: Report, key: str, *, reason: str, by: User) -> list[ReleaseCopy]:
    """Make a new copy without this name of each release that lists it; of the old one the digests stay.

    `key` is that of the participant. What everybody reads stays as it is. Raises `NotErasableError`.
    """
    if not may_erase(by, report):
        raise NotErasableError
    copies = ReleaseCopy.objects.readable().filter(release__report=report)
    locked = copies.select_for_update(of=["self"]).select_related("release__report__meeting")
    listed = [(copy, person) for copy in locked for person in _named(copy, key)]
    if not listed:
        raise NotErasableError
    return [_replaced(copy, person, reason=reason, by=by) for copy, person in listed]


def people_of(report: Report) -> list[Named]:
    """Return whom the copies of a report's releases name, each once, by family name."""
    copies = ReleaseCopy.objects.readable().filter(release__report=report)
    people = {person.key: person for copy in copies for person in Content.of(copy).people}
    return sorted(people.values(), key=lambda each: (each.family_name.casefold(), each.given_name))


def naming(keys: Collection[str]) -> Iterator[tuple[Report, Named]]:
    """Yield the published reports that list somebody of these keys, with how they name them."""
    for report in Report.objects.exclude(current=None).select_related("meeting").order_by("pk"):
        yield from ((report, person) for person in people_of(report) if person.key in keys)


def _named(copy: ReleaseCopy, key: str) -> Iterator[Named]:
    return (person for person in Content.of(copy).people if person.key == key)


def _replaced(copy: ReleaseCopy, person: Named, *, reason: str, by: User) -> ReleaseCopy:
    with translation.override(LANGUAGE):
        content = Content.of(copy).without(person)
    facts = {"release": copy.release, "audience": copy.audience, "made_by": by}
    newer = _add(ReleaseCopy(**facts, version=copy.version + 1, reason=reason.strip()), content)
    if copy.file:
        transaction.on_commit(partial(copy.path.unlink, missing_ok=True))
    copy.content, copy.file = None, ""
    copy.save(update_fields=["content", "file"])
    renderings.discard(ReleaseDocument.kind, str(copy.key))
    return newer


def copy_of(release: Release | int | None, audience: Audience) -> ReleaseCopy | None:
    """Return what an audience reads of a release; None where there is no release. One query."""
    copies = ReleaseCopy.objects.readable().filter(release=release, audience=audience)
    return copies.select_related("release__report__meeting").order_by("version").last()


def texts_of(report: Report) -> dict[str, str]:
    """Return the written parts of a report as its current release has them."""
    copy = copy_of(report.current_id, Audience.FOCAL_POINTS)
    return {part.key: part.text for part in copy.parts if part.key in PARTS} if copy else {}
