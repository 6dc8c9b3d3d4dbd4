"""The e-mail about a document that took long, to the account that requested it and has not opened it."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.db.models.functions import Cast, Concat, Now
from django.utils import timezone, translation
from django.utils.translation import pgettext

from nfp_portal.accounts.languages import for_letters
from nfp_portal.accounts.models import User
from nfp_portal.jobs.models import Job, JobQuerySet, JobState
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Letter
from nfp_portal.renderings.documents import DOCUMENTS, Document
from nfp_portal.ui.letters import render_letter

# Who waits longer than this does something else meanwhile.
LONG = timedelta(seconds=10)
# The page of the progress opens the document by itself; one in the background within this time.
PATIENCE = timedelta(seconds=60)
# Older ones are no news, as after an outage of the scheduler.
NEWS = timedelta(hours=6)
KEPT = timedelta(days=365)
_KEY = "document "


def note_opened(job: Job, *, by: User | None) -> None:
    """Note that who requested the document has it; what others open says nothing of that."""
    if by is not None and by.pk == job.requested_by_id and job.opened_at is None:
        Job.objects.filter(pk=job.pk, opened_at=None).update(opened_at=Now())


def notify_all() -> int:
    """Write to each account whose document took long and was not opened, once; give the number of letters.

    A failure for one document keeps no letter from another. Raises an `ExceptionGroup` of all at the end.
    """
    number, failures = 0, []
    for job in _unopened().select_related("requested_by").order_by("pk"):
        try:
            number += _notify(job)
        except Exception as error:  # noqa: BLE001 - raised together below
            failures.append(error)
    if failures:
        raise ExceptionGroup("documents", failures)
    return number


def _unopened() -> JobQuerySet:
    """The documents that were ready late, and that who requested them has not opened; one query.

    Private ones are left out: a letter would say that there is one.
    """
    now = timezone.now()
    kinds = [kind for kind, document in DOCUMENTS.items() if not document.is_private]
    ready = Job.objects.filter(kind__in=kinds, state=JobState.DONE, opened_at=None)
    late = ready.filter(
        requested_by__is_active=True,
        finished_at__gt=models.F("requested_at") + LONG,
        finished_at__range=(now - NEWS, now - PATIENCE),
    )
    key = Concat(models.Value(_KEY), Cast(models.OuterRef("key"), models.CharField()))
    return late.exclude(models.Exists(Letter.objects.filter(key=key)))


@transaction.atomic
def _notify(job: Job) -> int:
    """Give 1 for a letter, 0 where the document is gone or its reader may no longer read it."""
    if job.requested_by is None:
        return 0
    language = for_letters(job.requested_by.language)
    with translation.override(language):
        try:
            document = DOCUMENTS[job.kind].of(job)
        except ObjectDoesNotExist:
            return 0
        if not document.may_read(job.requested_by):
            return 0
        context = _context_of(document) | {"language": language}
    letter = render_letter("renderings/email/ready", context, language=language)
    mail.post(to=job.requested_by.email, **letter.parts, stream=NOTICE, key=f"{_KEY}{job.key}")
    return 1


def _context_of(document: Document) -> dict[str, str]:
    pages = [title for title, _url in document.trail]
    return {
        "title": document.title,
        "path": " › ".join([*pages, document.title]),
        "link": settings.SITE_URL + document.url,
        "reason": pgettext("letter", "You asked the portal for this document."),
    }


def purge_letters() -> int:
    """Remove the letters of documents a year after they were sent; give how many."""
    old = Letter.objects.filter(key__startswith=_KEY, created_at__lt=timezone.now() - KEPT)
    return old.delete()[1].get("mail.Letter", 0)
