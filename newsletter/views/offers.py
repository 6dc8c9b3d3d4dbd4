"""What the editors' pages show of an issue and its pieces, with what can be done there now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter import permissions
from newsletter.actions import BlockOfIssue, blocks_of, news_for
from newsletter.models import Issue, IssueStatus, Piece
from newsletter.printed import untranslated
from newsletter.sections import tools_of_piece
from newsletter.wording import PIECE_MARKS, language_name
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import User
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.newsworthy import News
from nfp_portal.ui.renderers import NOTHING

_CORRECTIONS = ("erratum", "put_back", "withdraw")


@dataclass(frozen=True)
class OfferedPiece:
    """A piece on the editors' desk: where it is, and what can be done with it."""

    piece: Piece
    buttons: list[Button]
    mark: str

    @classmethod
    def of(cls, piece: Piece, issue: Issue | None = None) -> "OfferedPiece":
        """With an `issue`, which is a draft, it can be accepted into that."""
        accept = [_accept(piece, issue)] if issue and piece.may_be_accepted else []
        read, refuse = (reverse(f"newsletter:{name}", args=[piece.pk]) for name in ("piece", "refuse"))
        buttons = [
            *accept,
            Button(_("Read and edit"), read, "quiet small", piece.headline),
            *tools_of_piece(piece),
            Button(_("Hold over or decline"), refuse, "quiet small", piece.headline),
        ]
        return cls(piece, buttons, PIECE_MARKS[piece.status])


def _accept(piece: Piece, issue: Issue) -> Button:
    url = reverse("newsletter:accept", args=[issue.number, piece.pk])
    return Button(_("Accept"), url, "small", piece.headline, fields={})


def _act(piece: Piece, label: str, what: str) -> Button:
    url = reverse("newsletter:piece_act", args=[piece.pk, what])
    return Button(label, url, "quiet small", piece.headline, fields={})


def _move(piece: Piece, label: str, what: str) -> Button:
    """A step by a click; dragging sends the same form with the distance (`static/js/order.js`)."""
    return replace(_act(piece, label, what), fields={"steps": "1"}, attributes={"data-move": what})


@dataclass(frozen=True)
class PieceOfIssue:
    """A contribution of an issue; with others in its section it can be moved."""

    piece: Piece
    buttons: list[Button]
    is_movable: bool

    @property
    def handle(self) -> SafeString:
        """What one drags it by; the buttons do the same from the keyboard."""
        if not self.is_movable:
            return NOTHING
        return SafeString('<span class="drag-handle" data-drag aria-hidden="true">⠿</span>')


def list_pieces(issue: Issue, *, may_edit: bool) -> list[tuple[str, list[PieceOfIssue]]]:
    """Return the pieces by section, in printing order, for editors with their buttons."""
    return [
        (
            str(group.section.label),
            [
                PieceOfIssue(
                    each,
                    list(_buttons(each, group.pieces)) if may_edit else [],
                    is_movable=may_edit and len(group.pieces) > 1,
                )
                for each in group.pieces
            ],
        )
        for group in issue.sections_for(Audience)
    ]


def _buttons(each: Piece, section: list[Piece]) -> Iterator[Button]:
    edit = reverse("newsletter:piece", args=[each.pk])
    yield Button(_("Edit"), edit, "quiet small", each.headline)
    if each != section[0]:
        yield _move(each, _("Move up"), "up")
    if each != section[-1]:
        yield _move(each, _("Move down"), "down")
    yield _act(each, _("Take out"), "put-back")


def stages_of(issue: Issue) -> list[tuple[str, SafeString]]:
    """Return the stages of an issue with the attribute that marks each as done or current."""
    dispatch = {IssueStatus.APPROVED, IssueStatus.SENDING, IssueStatus.STOPPED}
    stages = [
        (_("Compose"), {IssueStatus.DRAFT}),
        (_("Approval by a second person"), {IssueStatus.SUBMITTED}),
        (_("Dispatch"), dispatch),
        (_("In the archive"), {IssueStatus.SENT}),
    ]
    now = next(index for index, (_label, statuses) in enumerate(stages) if issue.status in statuses)
    marks = [SafeString(' class="stages__done"' if index < now else "") for index in range(len(stages))]
    marks[now] = SafeString(' aria-current="step"')
    return [(label, mark) for (label, _statuses), mark in zip(stages, marks, strict=True)]


def tools_of(issue: Issue, user: User | AnonymousUser) -> Iterator[Button]:
    """Yield what can be done with the issue now; the one that is next is filled."""
    urls = {
        name: reverse(f"newsletter:{name}", args=[issue.number])
        for name in ("approve", "write", "preview", "submit", "dispatch", "take_back", "history")
    }
    if permissions.may_approve(user, issue):
        yield Button(_("Read and approve"), urls["approve"], "")
    if permissions.may_edit(user, issue):
        yield Button(_("Write a contribution"), urls["write"])
    yield Button(_("Preview"), urls["preview"])
    if permissions.may_submit(user, issue):
        yield Button(_("Submit for approval"), urls["submit"], "", fields={})
    if issue.is_frozen:
        yield Button(_("Dispatch"), urls["dispatch"], "")
    if permissions.may_take_back(user, issue):
        yield Button(_("Take back to draft"), urls["take_back"], "quiet", fields={})
    yield Button(_("See the web page"), issue.get_absolute_url())
    yield from _corrections(issue, user)
    yield Button(_("History"), urls["history"])


def _corrections(issue: Issue, user: User | AnonymousUser) -> Iterator[Button]:
    """Yield what can be done about an issue that is out."""
    urls = {name: reverse(f"newsletter:{name}", args=[issue.number]) for name in _CORRECTIONS}
    if permissions.may_correct(user, issue):
        yield Button(_("Erratum"), urls["erratum"])
    if permissions.may_put_back(user, issue):
        yield Button(_("Put it back"), urls["put_back"])
    if permissions.may_withdraw(user, issue):
        yield Button(_("Withdraw"), urls["withdraw"])


@dataclass(frozen=True)
class OfferedBlock:
    """A text that the portal writes for this issue: taken up, to be filled again, or on offer."""

    title: str
    note: str
    mark: str
    status: str
    buttons: list[Button]


def offered_blocks(issue: Issue) -> list[OfferedBlock]:
    """Return the blocks that are in the issue or have something to say."""
    return [_offered_block(row) for row in blocks_of(issue) if row.text or row.piece]


def _offered_block(row: BlockOfIssue) -> OfferedBlock:
    return OfferedBlock(row.headline, counts_since(row), *_state_of(row), list(_block_buttons(row)))


def counts_since(row: BlockOfIssue) -> str:
    """Say from which day on a block counts."""
    day = date_format(row.issue.dated_on, "j F Y")
    if row.block.looks_ahead:
        return _("It lists what comes after %(day)s.") % {"day": day}
    if row.before is None:
        return _("It counts all that is recorded up to %(day)s.") % {"day": day}
    values = {"number": row.before.number, "since": date_format(row.before.dated_on, "j F Y"), "day": day}
    return _("It counts since No. %(number)d, from %(since)s to %(day)s.") % values


def _state_of(row: BlockOfIssue) -> tuple[str, str]:
    if row.piece is None:
        return "", ""
    if row.piece.issue_id is None:
        return "waiting", _("Taken out: among the contributions to decide on")
    if row.has_newer_facts:
        return "due", _("In the issue; there are newer facts")
    return "confirmed", _("In the issue")


def _block_buttons(row: BlockOfIssue) -> Iterator[Button]:
    if row.piece is None:
        url = reverse("newsletter:take_up", args=[row.issue.number, row.block.key])
        yield Button(_("Take up"), url, "quiet small", row.headline, fields={})
    elif row.piece.issue_id is not None:
        yield from newer_facts(row)


def newer_facts(row: BlockOfIssue) -> Iterator[Button]:
    """Lead to the newer facts of a block that is in an issue, if there are any."""
    if row.piece is not None and row.has_newer_facts:
        url = reverse("newsletter:newer_facts", args=[row.piece.pk])
        yield Button(_("Newer facts: fill again"), url, "quiet small", row.headline)


def news_of(issue: Issue) -> list[tuple[News, Button]]:
    """Return what happened since the issue before, each with the button that takes it up."""
    return [(each, _take_up(issue, each)) for each in news_for(issue)]


def _take_up(issue: Issue, news: News) -> Button:
    url = reverse("newsletter:take_up", args=[issue.number, news.key])
    return Button(_("Take up"), url, "quiet small", news.headline, fields={})


@dataclass(frozen=True)
class EditionRow:
    """An edition on the issue's page: its language, and what of it is still to translate."""

    name: str
    url: str
    mark: str
    state: str


def editions_of(issue: Issue) -> list[EditionRow]:
    """Return the editions of an issue; no query on `with_pieces()` rows."""
    return [_edition_row(issue, language) for language in issue.languages]


def _edition_row(issue: Issue, language: str) -> EditionRow:
    url = reverse("newsletter:edition", args=[issue.number, language])
    missing = untranslated_in_words(issue, language)
    return EditionRow(
        language_name(language), url, "waiting" if missing else "done", missing or _("complete")
    )


def untranslated_in_words(issue: Issue, language: str) -> str:
    """Say what an edition does not say in its language; "" where it says all."""
    edition = next((each for each in issue.editions.all() if each.language == language), None)
    missing = []
    if edition and not (edition.title and edition.period):
        missing.append(_("title or period missing"))
    if edition and issue.opening and not edition.opening:
        missing.append(_("opening note not translated"))
    if number := len(untranslated(issue, language)):
        sentence = ngettext(
            "%(number)d contribution not translated", "%(number)d contributions not translated", number
        )
        missing.append(sentence % {"number": number})
    return ", ".join(missing)


def more_editions(issue: Issue) -> list[Button]:
    """Return a button for each language in which the issue does not appear."""
    return [
        Button(
            str(name),
            reverse("newsletter:add_edition", args=[issue.number, language]),
            "quiet small",
            fields={},
        )
        for language, name in settings.LANGUAGES
        if language not in issue.languages
    ]


def approval_note(issue: Issue, user: User | AnonymousUser) -> str:
    """Say who can approve a submitted issue, to who cannot."""
    if issue.status != IssueStatus.SUBMITTED or permissions.may_approve(user, issue):
        return ""
    if issue.edited_by_id == user.pk:
        return _("You were the last to edit it: an approver other than you approves it.")
    return _("An approver who was not the last to edit it approves it.")
