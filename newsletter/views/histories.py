"""The history of an issue and of each contribution, as the editors see it."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.labels import ShownFields
from newsletter.actions.undoing import may_be_taken_back
from newsletter.models import Edition, Erratum, Issue, Piece, PieceText, Withdrawal
from newsletter.pictures.values import in_words
from newsletter.wording import language_name
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.history import (
    CHANGED,
    REMOVED,
    History,
    Step,
    Version,
    acts,
    at_new_revisions,
    by_whom,
    events_of,
    names_of,
    undo_button,
    where_differing,
)
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.pagination import Page, paginate
from nfp_portal.ui.templatetags.elements import element

ON_A_PAGE = 50
OF_A_PIECE = 20
PIECE = ShownFields(
    Piece,
    (
        "status",
        "issue_id",
        "section",
        "headline",
        "body",
        "pictures",
        "state_id",
        "agency_id",
        "organisation_id",
        "credit",
        "audience",
    ),
    labels={"issue_id": gettext_lazy("Issue")},
    values={"position": lambda position: str(position + 1), "pictures": in_words},
    order="position",
)
ISSUE = ShownFields(
    Issue, ("status", "title", "period", "dated_on", "language", "contributions_by", "opening")
)
EDITION = ShownFields(Edition, ("title", "period", "opening"))
TEXT = ShownFields(PieceText, ("headline", "body", "pictures", "credit"), values={"pictures": in_words})
_PIECES, _FACTS, _EDITIONS, _TEXTS = range(4)
_ERRATA, _WITHDRAWALS, _PUT_BACK = range(4, 7)
_FIELDS = {_PIECES: PIECE, _FACTS: ISSUE, _EDITIONS: EDITION, _TEXTS: TEXT}


@allow(EDITORS)
def history(request: HttpRequest, number: int) -> HttpResponse:
    """All that became different in an issue and in what was ever in it, newest first."""
    issue = get_object_or_404(Issue, number=number)
    page = paginate(request.GET, history_of_issue(issue), ON_A_PAGE)
    return render(request, "newsletter/history.html", {"issue": issue, "page": page})


def history_of_issue(issue: Issue) -> History:
    pieces = events_of(Piece)
    pieces = pieces.filter(pgh_obj_id__in=pieces.filter(issue=issue.pk).values("pgh_obj_id"))
    facts = events_of(Issue).filter(pgh_obj=issue.pk)
    editions = events_of(Edition).filter(issue=issue.pk)
    texts = events_of(PieceText).filter(piece__in=pieces.values("pgh_obj_id"))
    sources = [at_new_revisions(pieces), where_differing(facts, ISSUE.names)]
    sources += [at_new_revisions(editions), at_new_revisions(texts), *_corrections_of(issue)]
    return History(partial(_steps_of_issue, issue), sources)


def _corrections_of(issue: Issue) -> list[Any]:
    """Errata from their publication on, and both ends of withdrawals: these rows have no other history."""
    errata = Erratum.objects.filter(issue=issue).exclude(published_at=None)
    withdrawals = Withdrawal.objects.filter(issue=issue).select_related("by", "put_back_by")
    return [
        acts(errata.select_related("written_by", "approved_by"), F("published_at")),
        acts(withdrawals, F("at")),
        acts(withdrawals.exclude(put_back_at=None), F("put_back_at")),
    ]


def history_of_piece(request: HttpRequest, piece: Piece) -> Page[Step]:
    """A page of the history of one contribution; its latest step can be taken back."""
    events = at_new_revisions(events_of(Piece).filter(pgh_obj=piece.pk))
    return paginate(request.GET, History(partial(_steps_of_piece, piece), [events]), OF_A_PIECE)


def _steps_of_piece(piece: Piece, versions: list[Version]) -> list[Step]:
    return [
        replace(step, offered=_offered(piece, version))
        for step, version in zip(_steps(versions), versions, strict=True)
    ]


def _steps_of_issue(issue: Issue, versions: list[Version]) -> list[Step]:
    return [
        step if version.source in _ACTS else replace(step, heading=_heading(_about(issue, version), version))
        for step, version in zip(_steps(versions), versions, strict=True)
    ]


def _steps(versions: list[Version]) -> list[Step]:
    """The steps of these versions; a query, and one for each relation that has values."""
    names = names_of(version.now for version in versions if version.source not in _ACTS)
    pieces = [each for each in versions if each.source == _PIECES]
    related = PIECE.related_names(row for each in pieces for row in (each.before, each.now) if row)
    return [
        _ACTS[version.source](version.now)
        if version.source in _ACTS
        else _step(version, by_whom(version.now, names), related)
        for version in versions
    ]


def _published(erratum: Any) -> Step:
    label = _("Erratum, written by %(name)s") % {"name": erratum.written_by}
    return _act(erratum, str(erratum.approved_by), label, erratum.text)


def _withdrawn(withdrawal: Any) -> Step:
    return _act(withdrawal, str(withdrawal.by), _("Withdrawn"), withdrawal.reason)


def _put_back(withdrawal: Any) -> Step:
    return _act(withdrawal, str(withdrawal.put_back_by), _("Put back"))


def _act(row: Any, by: str, label: str, text: str = "") -> Step:
    heading = element("p", format_html("<strong>{}</strong>{}", label, f": {text}" if text else ""))
    return Step(row.pgh_created_at, by, [], heading=heading)


_ACTS = {_ERRATA: _published, _WITHDRAWALS: _withdrawn, _PUT_BACK: _put_back}


def _step(version: Version, by: str, related: dict[str, dict[int, str]]) -> Step:
    fields = _FIELDS[version.source]
    changes = fields.changes(version.before, version.now, related) if version.before else []
    return Step(version.now.pgh_created_at, by, changes, heading=_heading("", version))


def _heading(about: SafeString | str, version: Version) -> SafeString:
    """Name what a step is about, and mark its first; nothing where there is neither."""
    first = {_FACTS: _("started"), _PIECES: _("offered")}.get(version.source, _("added"))
    if version.now.pgh_label == REMOVED:
        first = _("removed")
    mark = element("span", "" if version.before and version.now.pgh_label != REMOVED else first, "badge")
    return element("p", format_html("{} {}", about, mark)) if about or mark else mark


def _offered(piece: Piece, version: Version) -> Button | None:
    """Undo for the latest step, unless that is the first one or its State's."""
    event = version.now
    if event.pgh_label != CHANGED or event.revision != piece.revision:
        return None
    if version.before is None or not may_be_taken_back(version.before, event):
        return None
    return undo_button(reverse("newsletter:piece_undo", args=[piece.pk, piece.revision]))


def _of_edition(version: Version) -> str:
    """Name the edition, and the piece that was translated for it."""
    values = {"language": language_name(version.now.language)}
    if version.source == _EDITIONS:
        return _("Edition: %(language)s") % values
    values["headline"] = version.now.headline
    return _("Translation into %(language)s: %(headline)s") % values


def _about(issue: Issue, version: Version) -> SafeString:
    """Name the contribution, as a link while its page can be opened; or the issue."""
    if version.source == _FACTS:
        return element("strong", _("The issue"))
    if version.source in {_EDITIONS, _TEXTS}:
        return element("strong", _of_edition(version))
    headline: object = version.now.headline
    if not issue.is_frozen:
        url = reverse("newsletter:piece", args=[version.now.pgh_obj_id])
        headline = format_html('<a href="{}">{}</a>', url, headline)
    return format_html("<strong>{}:</strong> {}", _("Contribution"), headline)
