"""The history of a contribution, as the editors see it."""

from functools import partial

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.labels import ShownFields
from newsletter.models import Contribution
from nfp_portal.revisions.history import (
    CHANGED,
    History,
    Step,
    Version,
    at_new_revisions,
    by_whom,
    events_of,
    names_of,
    undo_button,
)

ON_A_PAGE = 20
FIELDS = ShownFields(
    Contribution,
    (
        "status",
        "issue_id",
        "section",
        "headline",
        "body",
        "state_id",
        "agency_id",
        "organisation_id",
        "credit",
        "audience",
    ),
    labels={"issue_id": gettext_lazy("Issue")},
    order="position",
)


def history_of_piece(request: HttpRequest, piece: Contribution) -> "Page[Step]":
    """A page of the history of one contribution; its latest step can be taken back."""
    events = at_new_revisions(events_of(Contribution).filter(pgh_obj=piece.pk))
    history = History(partial(_steps, piece), [events])
    return Paginator(history, ON_A_PAGE).get_page(request.GET.get("page"))


def _steps(piece: Contribution, versions: list[Version]) -> list[Step]:
    """The steps of these versions; a query, and one for each relation that has values."""
    names = names_of(version.now for version in versions)
    related = FIELDS.related_names(row for each in versions for row in (each.before, each.now) if row)
    return [_step(piece, version, by_whom(version.now, names), related) for version in versions]


def _step(piece: Contribution, version: Version, by: str, related: dict[str, dict[int, str]]) -> Step:
    at = version.now.pgh_created_at
    if version.now.pgh_label != CHANGED:
        heading = format_html('<p><span class="badge">{}</span></p>', _("offered"))
        return Step(at, by, [], heading=heading)
    is_latest = version.now.revision == piece.revision
    undo_url = reverse("newsletter:contribution_undo", args=[piece.pk, piece.revision])
    offered = undo_button(undo_url) if is_latest else None
    return Step(at, by, FIELDS.changes(version.before, version.now, related), offered=offered)
