"""Through which institutions a State was represented, and since when: no person is named."""

from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Agency, State
from nfp_portal.database.truncated import Truncated, truncated


class Institution(NamedTuple):
    """An agency with the years its people were focal points: none at all, or until now (`last_year` None)."""

    agency: Agency
    first_year: int | None
    last_year: int | None

    @property
    def years(self) -> str:
        """Since when and until when it represented the State, in words; "" where it never did."""
        period = {"first": self.first_year, "last": self.last_year}
        if self.first_year is None:
            return ""
        if self.last_year is None:
            return _("represents the State since %(first)s") % period
        return _("represented the State from %(first)s to %(last)s") % period


def institutions_over_time(state: State, *, reviewed_only: bool) -> Truncated[Institution]:
    """The State's first agencies by name; one query. Years follow the agency people belong to today."""
    today = timezone.localdate()
    of_state = Q(people__appointments__state=state, people__appointments__starts_on__lte=today)
    ended = Q(people__appointments__ends_on__lte=today)
    listed = Agency.objects.reviewed() if reviewed_only else Agency.objects.kept()
    annotated: Any = listed.filter(state=state).annotate(
        since=Min("people__appointments__starts_on", filter=of_state),
        until=Max("people__appointments__ends_on", filter=of_state),
        lasting=Count("people__appointments", filter=of_state & ~ended),
    )
    agencies = truncated(annotated)
    shown = Truncated(map(_institution, agencies))
    shown.has_more = agencies.has_more
    return shown


def _institution(agency: Any) -> Institution:
    """The institution of an agency that carries its first and last days."""
    return Institution(
        agency,
        agency.since.year if agency.since else None,
        None if agency.lasting or not agency.until else agency.until.year,
    )
