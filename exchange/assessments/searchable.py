"""What the search finds of assessments and their recommendations, for who may read them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from exchange.assessments.models import Assessment, Recommendation
from network.search.facets import FIELD, STATE, YEAR
from network.search.ranking import Rows, Table
from network.search.registry import Hit, Searchable, register_searchable
from nfp_portal.accounts.access import Reader

_FACETS = {STATE: "state__iso2", FIELD: "field__slug", YEAR: "requested_on__year"}
_OF_ASSESSMENT = {facet: f"assessment__{column}" for facet, column in _FACETS.items()}


def _assessments(reader: Reader) -> Rows:
    return Assessment.objects.visible_to(reader)


def _of_assessments(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.select_related("state"):
        detail = f"{row.state.name} · {row.stage.label}"
        yield row.pk, Hit(row.scope, row.get_absolute_url(), detail, row.is_demonstration, row.framework)


def _recommendations(reader: Reader) -> Rows:
    return Recommendation.objects.visible_to(reader)


def _of_recommendations(rows: Rows, _reader: Reader) -> Iterable[tuple[int, Hit]]:
    for row in rows.select_related("assessment__state"):
        detail = f"{row.assessment.state.name} · {row.get_kind_display()}"
        is_demonstration = row.assessment.is_demonstration
        yield row.pk, Hit(str(row), row.get_absolute_url(), detail, is_demonstration, row.text)


ASSESSMENTS = Table(
    Assessment, _assessments, _of_assessments, ("-requested_on", "-pk"), title="scope", facets=_FACETS
)
RECOMMENDATIONS = Table(
    Recommendation,
    _recommendations,
    _of_recommendations,
    ("-assessment", "position"),
    title="text",
    facets=_OF_ASSESSMENT,
)


def register() -> None:
    names = frozenset({"assessment", "assessments", "recommendation", "recommendations"})
    tables = (ASSESSMENTS, RECOMMENDATIONS)
    register_searchable(Searchable(57, "assessments", _("Assessments"), tables, names))
