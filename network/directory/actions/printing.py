"""The printed directory: requested by a reader, kept for a day for that reader alone."""

from network.actions.reads import DIRECTORY
from network.directory.pdf import DirectoryDocument
from nfp_portal.accounts.models import User
from nfp_portal.audit.actions import quota
from nfp_portal.renderings import actions as renderings


def expect_quota(document: DirectoryDocument, *, by: User) -> None:
    """Count a document that is to be rendered like an export. Raises `QuotaExceededError`."""
    if renderings.latest(document) is None:
        quota.count_export(by=by, subject=DIRECTORY, kind="pdf")
