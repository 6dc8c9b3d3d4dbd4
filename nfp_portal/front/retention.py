"""Each night what is kept no longer goes, whichever app keeps it; see the table in docs/runbook.md."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from exchange.assessments import retention as assessments
from exchange.practices import retention as practices
from exchange.questions.actions import retention as questions
from exchange.self_assessment import retention as self_assessment
from meetings.papers import actions as papers
from meetings.papers import offers as paper_offers
from meetings.participation.actions import retention as participation
from network.following import actions as following
from network.imports.actions import retention as imports
from network.messages.actions import retention as written
from network.proposals.actions import retention as proposals
from network.rounds.actions import retention as rounds
from network.verification.actions import retention as verification
from newsletter.contributions import retention as drafts
from newsletter.readers import retention as readers
from nfp_portal.accounts import resets
from nfp_portal.audit.actions import quota
from nfp_portal.jobs.actions import run_once
from nfp_portal.renderings import notices as documents
from nfp_portal.returned import actions as returned
from nfp_portal.revisions import presence
from nfp_portal.turns import actions as turns

WORK = "keep no longer"


def end_sessions() -> None:
    """Remove the sessions that have expired; nobody can use them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


RULES = (
    end_sessions,
    resets.purge_resets,
    imports.discard_unwritten,
    imports.strip_written,
    imports.strip_undone,
    proposals.purge_declined,
    rounds.purge_notes,
    verification.purge_successors,
    papers.purge_dropped,
    paper_offers.purge_requests,
    participation.purge_personal_notes,
    participation.purge_lists,
    participation.purge_links_of_people,
    questions.purge_drafts,
    questions.purge_colleagues,
    practices.purge_removed_files,
    practices.purge_practice_requests,
    assessments.purge_people_of_assessments,
    self_assessment.purge_names_at_levels,
    drafts.purge_drafts_of_pieces,
    drafts.purge_pictures,
    readers.purge_readers,
    written.purge_messages,
    quota.purge_read_counts,
    turns.purge_notices,
    following.purge_known_entries,
    returned.purge_returned,
    documents.purge_letters,
    presence.purge_presences,
)


def keep_no_longer() -> None:
    """Do each rule once a day, whoever else is called for it; what fails is done at the next call.

    A rule that fails stops no other. Raises an `ExceptionGroup` of all that failed.
    """
    failed = []
    for rule in RULES:
        try:
            run_once(f"{WORK}: {rule.__name__}", f"{timezone.localdate():%Y-%m-%d}", rule)
        except Exception as error:  # noqa: BLE001 - raised together below
            failed.append(error)
    if failed:
        raise ExceptionGroup(WORK, failed)
