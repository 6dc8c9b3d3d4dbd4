"""Drafts and invitations wait for their State, proposed ones for editors, overdue ones for sponsors."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exchange.initiatives.models import Initiative, InitiativeStatus, SponsorInvitation
from exchange.initiatives.models.initiatives import OPEN
from exchange.initiatives.wording import proposed_by
from exchange.permissions import is_of_a_state, may_contribute, may_edit
from network.labels import state_in_text
from network.permissions import represented_states
from nfp_portal.accounts.access import is_focal_point
from nfp_portal.accounts.models import User
from nfp_portal.turns.columns import NO_DAY, start_of
from nfp_portal.turns.registry import Item, Notify, Source, register_source


def register() -> None:
    register_source(Source("initiative to look at", _waiting, _look))
    register_source(Source("draft to propose", _drafted, _propose))
    register_source(Source("invitation to sponsor", _invited, _answer, Notify.OWN_LETTER))
    register_source(Source("initiative past its day", _past_its_day, _note))


def _waiting(user: User) -> models.QuerySet[Any] | None:
    if not may_edit(user):
        return None
    rows = Initiative.objects.filter(status=InitiativeStatus.PROPOSED).with_sponsors()
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("recorded_at"), until=NO_DAY)
    return dated


def _look(initiative: Any, user: User) -> Item:
    return Item(
        title=initiative.title,
        about=proposed_by(initiative),
        verb=pgettext("letter", "Look at the initiative “%(title)s”") % {"title": initiative.title},
        url=reverse("exchange:initiatives:initiative", args=[initiative.number]),
    )


def _drafted(user: User) -> models.QuerySet[Any] | None:
    """The drafts of the own States, which their people alone propose."""
    if not is_of_a_state(user):
        return None
    rows = Initiative.objects.drafted_by(represented_states(user))
    dated: models.QuerySet[Any] = rows.annotate(since=models.F("recorded_at"), until=NO_DAY)
    return dated


def _propose(draft: Any, user: User) -> Item:
    return Item(
        title=draft.title,
        about=pgettext("letter", "A draft that others do not read yet"),
        verb=pgettext("letter", "Propose the draft “%(title)s”, or give it up") % {"title": draft.title},
        url=reverse("exchange:initiatives:propose_draft", args=[draft.key]),
    )


def _invited(user: User) -> models.QuerySet[Any] | None:
    """The invitations of the own States that are not answered, to initiatives that are open."""
    if not is_focal_point(user):
        return None
    of_open = Initiative.objects.filter(status__in=OPEN).values("pk")
    rows = SponsorInvitation.objects.waiting().filter(
        state__in=represented_states(user).values("pk"), initiative__in=of_open
    )
    dated: models.QuerySet[Any] = rows.select_related("initiative", "state").annotate(
        since=models.F("invited_at"), until=NO_DAY
    )
    return dated


def _answer(invitation: Any, user: User) -> Item:
    initiative, state = invitation.initiative, invitation.state
    return Item(
        title=initiative.title,
        about=pgettext("letter", "%(state)s is invited to sponsor this initiative")
        % {"state": state_in_text(state)},
        verb=pgettext("letter", "Sponsor the initiative “%(title)s”") % {"title": initiative.title},
        url=initiative.get_absolute_url(),
        action=reverse("exchange:initiatives:join", args=[initiative.number, state.iso2]),
        submit=_("Sponsor it too"),
        other=_("Read it, or decline"),
    )


def _past_its_day(user: User) -> models.QuerySet[Any] | None:
    """Those of the own States; for editors those that no State proposed or joined."""
    if not may_contribute(user):
        return None
    rows = Initiative.objects.open().filter(due_on__lt=timezone.localdate())
    if may_edit(user):
        rows = rows.exclude(sponsors__state__isnull=False)
    else:
        rows = rows.filter(sponsors__state__in=represented_states(user)).distinct()
    dated: models.QuerySet[Any] = rows.annotate(since=start_of(models.F("due_on")), until=models.F("due_on"))
    return dated


def _note(initiative: Any, user: User) -> Item:
    return Item(
        title=initiative.title,
        about=pgettext("letter", "An initiative that was due"),
        verb=pgettext("letter", "Note what became of “%(title)s”") % {"title": initiative.title},
        url=initiative.get_absolute_url(),
    )
