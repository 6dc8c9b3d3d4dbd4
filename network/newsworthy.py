"""What the newsletter may print of the record: who began and ended as focal point, by State and function.

Names stay out: everybody reads the newsletter.
"""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext, pgettext_lazy

from network.labels import state_name
from network.models import Appointment, State
from network.models.appointments import AppointmentQuerySet, EndReason
from nfp_portal.revisions.history import events_of
from nfp_portal.ui.markdown import escape_markdown
from nfp_portal.ui.newsworthy import Block, register_block

# What began so long before the last issue and was recorded after it is new all the same: notes come late.
LATE = timedelta(days=90)


def changed_appointments(since: date | None, until: date) -> str:
    """List which appointments began and ended after `since` up to `until`; four queries at most.

    One that was entered by mistake is none.
    """
    real = Appointment.objects.exclude(end_reason=EndReason.CORRECTION).select_related("person")
    begun, ended = (list(_between(real, column, since, until)) for column in ("starts_on", "ends_on"))
    keys = {each.state_id for each in (*begun, *ended)}
    states = State.objects.with_names().filter(pk__in=keys).order_by("protocol_order", "name_fr")
    names = {state.pk: state_name(state, until) for state in states}
    new = pgettext("letter", "New focal points: %(number)d")
    over = pgettext("letter", "Appointments that ended: %(number)d")
    return "\n\n".join(filter(None, (_part(new, begun, names), _part(over, ended, names))))


def _between(rows: AppointmentQuerySet, column: str, since: date | None, until: date) -> AppointmentQuerySet:
    """Keep those whose day lies in the period, or before it and was recorded in it."""
    rows = rows.filter(**{f"{column}__lte": until})
    if since is None:
        return rows
    same = {"pgh_obj": OuterRef("pk"), column: OuterRef(column), "pgh_created_at__date__lte": since}
    known = Exists(events_of(Appointment).filter(**same))
    return rows.filter(Q(**{f"{column}__gt": since}) | Q(~known, **{f"{column}__gt": since - LATE}))


def _part(title: str, rows: list[Appointment], names: dict[int, str]) -> str:
    """Write the title, then a line for each State with the functions; "" without rows."""
    functions = {key: Counter(_function(each) for each in rows if each.state_id == key) for key in names}
    lines = [f"- {names[key]}: {_counted(each)}" for key, each in functions.items() if each]
    if not lines:
        return ""
    return "\n\n".join([f"**{title % {'number': len(rows)}}**", "\n".join(lines)])


def _function(appointment: Appointment) -> str:
    return escape_markdown(appointment.person.function) or pgettext("letter", "focal point")


def _counted(functions: Counter[str]) -> str:
    return "; ".join(
        f"{each} ({number})" if number > 1 else each for each, number in sorted(functions.items())
    )


def register() -> None:
    title = pgettext_lazy("letter", "New and former focal points")
    register_block(Block("appointments", title, text=changed_appointments))
