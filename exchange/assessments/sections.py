"""Assessments on the pages of States and fields of work, and in the story of initiatives that came of one."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.assessments.models import Assessment, Recommendation
from exchange.assessments.wording import readers_of
from exchange.initiatives.models import Initiative
from exchange.initiatives.story import Chapter
from network.models import State
from network.sections import MOST_LINES, FieldPart, Line, Section, section_of_lines
from nfp_portal.accounts.access import Reader


def assessments_of_state(state: State, reader: Reader) -> Section | None:
    """Return those that this reader may know of; one query."""
    rows = Assessment.objects.visible_to(reader).filter(state=state)[: MOST_LINES + 1]
    url = reverse("exchange:assessments:list", query={"state": state.iso2})
    return section_of_lines(_("Assessments"), map(_line, rows), url)


def _line(row: Assessment) -> Line:
    marks = {"is_restricted": row.is_restricted, "is_demonstration": row.is_demonstration}
    detail = f"{row.stage.label} · {readers_of(row)}"
    return Line(row.scope, row.get_absolute_url(), detail, **marks)


ASSESSMENTS_OF_FIELD = FieldPart(
    gettext_lazy("Assessments"),
    Assessment.objects.visible_to,
    _line,
    "exchange:assessments:list",
)


def origin_of_initiative(initiative: Initiative, reader: Reader) -> Iterator[Chapter]:
    """Yield the recommendation that an initiative came of, for who may read that; one query."""
    rows = Recommendation.objects.visible_to(reader).filter(initiative=initiative)
    for row in rows.select_related("assessment"):
        handed_over = row.assessment.handed_over_at
        when = date_format(localtime(handed_over), "j F Y") if handed_over else ""
        heading = _("Recommendation of an assessment")
        yield Chapter(when, heading, row.text, row.get_absolute_url(), row.assessment.scope)
