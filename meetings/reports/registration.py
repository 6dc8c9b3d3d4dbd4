"""What the reports add to meetings, renderings, turns and the audit; imported when the models are there."""

from meetings.actions.undoing import register_restore_check
from meetings.checklist import register_act
from meetings.models import MeetingDate
from meetings.reports import newsworthy, searchable, turns
from meetings.reports.actions.conclusions import check_return
from meetings.reports.actions.reports import note_writing
from meetings.reports.comments import Comments
from meetings.reports.documents import ReleaseDocument
from meetings.reports.files import broken_copies
from meetings.reports.follow_up import conclusions_behind, open_conclusions
from meetings.reports.kinds import CONCLUSIONS
from meetings.reports.models import Conclusion
from meetings.reports.pdf import MeetingDocument
from meetings.reports.sections import page_of_report, report_of_meeting, why_kept
from meetings.reports.views import rapporteurs
from meetings.reports.views.comments import link
from meetings.sections import Column, register_meeting_section
from meetings.views.kinds import register_part
from meetings.writing import register_keeper, register_watcher
from network.rounds.kinds import register_kind
from nfp_portal.audit.checks import register_check
from nfp_portal.renderings.registry import register as register_documents


def register() -> None:
    register_meeting_section(Column.SIDE, report_of_meeting)
    register_meeting_section(Column.MAIN, conclusions_behind)
    register_meeting_section(Column.TOP, open_conclusions)
    register_act(MeetingDate.Kind.COMMENTS, page_of_report)
    register_part(CONCLUSIONS)
    register_restore_check(Conclusion, check_return)
    register_watcher(note_writing)
    register_keeper(why_kept)
    register_documents(MeetingDocument, ReleaseDocument)
    register_check("Releases of reports", broken_copies)
    register_kind(Comments(), link)
    rapporteurs.register()
    newsworthy.register()
    searchable.register()
    turns.register()
