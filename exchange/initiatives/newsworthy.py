"""Initiatives that the newsletter may take up: those that were endorsed or done, for whom they are."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from exchange.initiatives.models import Initiative, InitiativeStatus
from exchange.initiatives.models.initiatives import PUBLIC
from exchange.initiatives.models.steps import Step
from exchange.initiatives.wording import proposed_by
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.newsworthy import News

REPORTED = (InitiativeStatus.ENDORSED, InitiativeStatus.DONE)


def endorsed_and_done(since: date | None) -> Iterator[News]:
    """Yield the latest endorsement and end of each open or done initiative, after a day; four queries."""
    steps = Step.objects.filter(status__in=REPORTED, on__isnull=False).order_by("-pk")
    if since is not None:
        steps = steps.filter(on__gt=since)
    latest = {(step.initiative_id, step.status): step for step in reversed(steps)}
    still = Initiative.objects.filter(status__in=PUBLIC, steps__in=list(latest.values())).distinct()
    rows = {row.pk: row for row in still.with_sponsors()}
    for (key, _status), step in latest.items():
        if key in rows:
            yield _news(rows[key], step)


def _news(initiative: Initiative, step: Step) -> News:
    assert step.on is not None  # noqa: S101 - dated ones only
    return News(
        key=f"initiative-{initiative.pk}-{step.status}",
        on=step.on,
        kind=_("Initiative endorsed") if step.status == InitiativeStatus.ENDORSED else _("Initiative done"),
        headline=initiative.title,
        url=initiative.get_absolute_url(),
        text=partial(_text, initiative),
        audience=Audience(initiative.audience),
        is_demonstration=initiative.is_demonstration,
    )


def _text(initiative: Initiative) -> str:
    link = f"[{_('Read the initiative')}]({settings.SITE_URL}{initiative.get_absolute_url()})"
    by = proposed_by(initiative)
    return "\n\n".join(filter(None, (initiative.summary, f"{by}." if by else "", link)))
