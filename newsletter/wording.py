"""Facts of an issue in words."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from network.labels import state_in_text
from newsletter.models import Erratum, Issue, IssueStatus, Piece, PieceStatus
from newsletter.pictures.values import Picture
from newsletter.printed import Copy, PrintedIssue, PrintedPicture, PrintedPiece
from nfp_portal.ui.letters import written_day

MARKS = {
    IssueStatus.DRAFT: "draft",
    IssueStatus.SUBMITTED: "waiting",
    IssueStatus.APPROVED: "confirmed",
    IssueStatus.SENDING: "running",
    IssueStatus.STOPPED: "due",
    IssueStatus.SENT: "published",
}


PIECE_MARKS: dict[str, str] = {
    PieceStatus.DRAFT: "draft",
    PieceStatus.OFFERED: "waiting",
    PieceStatus.EDITING: "running",
    PieceStatus.CLEARANCE: "waiting",
    PieceStatus.CHANGED: "due",
    PieceStatus.CLEARED: "confirmed",
    PieceStatus.ACCEPTED: "published",
    PieceStatus.HELD_OVER: "waiting",
    PieceStatus.DECLINED: "failed",
    PieceStatus.WITHDRAWN: "over",
}


def mark_of(issue: Issue) -> str:
    return "over" if getattr(issue, "is_withdrawn", False) else MARKS[IssueStatus(issue.status)]


def status_in_words(issue: Issue, sent: object = 0, recipients: object = 0) -> str:
    """Name the status; that it is withdrawn on rows of `with_reach()` alone."""
    if getattr(issue, "is_withdrawn", False):
        return _("Withdrawn")
    if issue.status != IssueStatus.STOPPED:
        return str(issue.get_status_display())
    return _("Stopped: %(sent)s of %(recipients)s have it") % {"sent": sent, "recipients": recipients}


def number_of(issue: Issue) -> str:
    return _("No. %(number)d") % {"number": issue.number}


def masthead_of(edition: PrintedIssue) -> str:
    masthead = pgettext("letter", "Newsletter No. %(number)d · %(period)s")
    return masthead % {"number": edition.number, "period": edition.period}


def numbered_title(edition: PrintedIssue) -> str:
    title = pgettext("letter", "Newsletter No. %(number)d: %(title)s")
    return title % {"number": edition.number, "title": edition.title}


def language_note(piece: PrintedPiece, edition: PrintedIssue) -> str:
    """Say of a text in an edition that it was translated, or that it is not; "" for one of its language."""
    if piece.is_translated:
        note = pgettext(
            "letter", "Translated by the OSCE Secretariat. Language of the original: %(language)s."
        )
        return note % {"language": piece.piece.get_language_display()}
    return _not_translated(piece.language, edition)


def picture_note(piece: PrintedPiece, picture: PrintedPicture) -> str:
    """Say of a picture whose words are not translated with its piece in which language they are; else ""."""
    if picture.language == piece.language:
        return ""
    note = pgettext(
        "letter", "The description of this picture is not translated. Its language: %(language)s."
    )
    return note % {"language": language_name(picture.language)}


def lost_picture(picture: Picture) -> str:
    """Say that an issue cannot be sent without the bytes of one of its pictures."""
    text = _(
        "Nothing was sent: the file of the picture “%(picture)s” is lost. Take the issue back, remove the "
        "picture from its contribution and add it again."
    )
    return text % {"picture": picture.alternative}


def opening_note(edition: PrintedIssue) -> str:
    """Say that the opening note is not translated; "" where it is in the language of the edition."""
    return _not_translated(edition.opening_language, edition) if edition.opening else ""


def _not_translated(language: str, edition: PrintedIssue) -> str:
    if language == edition.language:
        return ""
    note = pgettext("letter", "This text is not translated. Its language: %(language)s.")
    return note % {"language": language_name(language)}


def own_name(edition: PrintedIssue) -> str:
    """Return the language of an edition by its own name: Русский."""
    return str(get_language_info(edition.language)["name_local"]).capitalize()


def copy_in_words(copy: Copy) -> str:
    language = language_name(copy.language)
    return _("%(language)s, for focal points") % {"language": language} if copy.for_focal_points else language


def language_name(language: str) -> str:
    """Return a language by its name in the language in force."""
    return str(dict(settings.LANGUAGES)[language])


def url_of(edition: PrintedIssue) -> str:
    return settings.SITE_URL + edition.path


def dated(issue: Issue) -> str:
    """Write the date of the issue as letters do."""
    return written_day(issue.dated_on)


def editions_in_words(languages: Iterable[str]) -> str:
    return ", ".join(map(language_name, languages))


def mail_chair(issue: Issue) -> str:
    """Name the chair of the OSCE after the masthead of the mail; empty where none is recorded."""
    if issue.chair is None:
        return ""
    values = {"chair": state_in_text(issue.chair, issue.dated_on)}
    return " · " + pgettext("letter", "Chair of the OSCE: %(chair)s") % values


def call_of(issue: Issue) -> str:
    """Say by when contributions to the next issue are welcome; empty where the issue says nothing of it."""
    if issue.contributions_by is None:
        return ""
    day = written_day(issue.contributions_by)
    return pgettext("letter", "Contributions to the next issue are welcome by %(day)s.") % {"day": day}


def chair_of(issue: Issue) -> str:
    """Name the chair of the OSCE of its year; empty where none is recorded. Two queries, made once."""
    if issue.chair is None:
        return ""
    values = {"year": issue.dated_on.year, "chair": state_in_text(issue.chair, issue.dated_on)}
    return pgettext("letter", "Chair of the OSCE in %(year)d: %(chair)s") % values


def changed_by(issue: Issue) -> str:
    """Say who changed and who approved it last, and when."""
    values = {"name": issue.edited_by, "time": _moment(issue.edited_at)}
    sentence = _("Last changed by %(name)s, %(time)s") % values
    if issue.approved_by is None:
        return sentence
    return f"{sentence} · {approved_by(issue)}"


def approved_by(issue: Issue) -> str:
    if issue.approved_by is None:
        return ""
    values = {"name": issue.approved_by, "time": _moment(issue.approved_at)}
    return _("Approved by %(name)s, %(time)s") % values


def origin_of(piece: Piece) -> str:
    """Write section, by-line and day of an offered contribution on one line."""
    day = date_format(localtime(piece.offered_at), "j F Y")
    parts = [piece.get_section_display(), piece.by_line, _("offered %(day)s") % {"day": day}]
    return " · ".join(str(part) for part in parts if part)


def withdrawn_because(issue: Issue) -> str:
    """Say since when it is withdrawn and why, without a name; empty where it is not. One query, made once."""
    if issue.withdrawal is None:
        return ""
    values = {"day": date_format(localtime(issue.withdrawal.at), "j F Y"), "reason": issue.withdrawal.reason}
    return _("Withdrawn on %(day)s: %(reason)s") % values


def erratum_of(erratum: Erratum) -> str:
    """Head an erratum with its date."""
    if erratum.published_at is None:
        return _("Erratum")
    return pgettext("letter", "Erratum of %(day)s") % {
        "day": written_day(localtime(erratum.published_at).date())
    }


def _moment(instant: object) -> str:
    return date_format(localtime(instant), "j F Y, H:i")  # type: ignore[arg-type] # set together with the name


def scheduled_in_words(issue: Issue) -> str:
    """Say when the issue goes out by itself, by the clock of Vienna; "" if it does not."""
    if issue.scheduled_for is None:
        return ""
    moment = date_format(localtime(issue.scheduled_for), "j F Y, H:i")
    return _("It goes out on %(moment)s.") % {"moment": moment}
