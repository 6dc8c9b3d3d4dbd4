"""What of proposals waits for whom: nominations and requests to decide, appointments to ask for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.labels import state_in_text, state_name
from network.models import Appointment, Delegate, Person, State
from network.models.appointments import NOTICE
from network.permissions import may_record, state_of
from network.proposals.models import Proposal, ProposalKind, ProposalStatus
from nfp_portal.accounts.access import APPROVERS, caller_of, is_delegation
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import EVERY_STREAM, Suppression
from nfp_portal.revisions.permissions import for_approvers
from nfp_portal.text.addresses import readable_address
from nfp_portal.turns.columns import NO_DAY, day_of, start_of
from nfp_portal.turns.registry import Count, Item, Notify, Source, register_counts, register_source
from nfp_portal.ui.letters import written_day

# A proposal is to be decided within so many days of the step before.
DECIDED_WITHIN = timedelta(days=10)
A_DAY = timedelta(days=1)
# Since when a State that never named anybody could have: the Network's first year.
FIRST_YEAR = date(2006, 1, 1)


def register() -> None:
    register_source(Source("nomination to pass on", _to_pass_on, _pass_on, Notify.AT_ONCE))
    register_source(Source("nomination", _nominations, _decide, Notify.AT_ONCE))
    register_source(Source("request", _requests, _decide))
    register_source(Source("successor", _ending, _name_successor))
    register_source(Source("vacancy", _vacant, _nominate))
    register_source(Source("returned address", _unreachable, _correct))
    register_counts(_counts)


# The secretariat ----------------------------------------------------------------------------------


def _waiting(**facts: Any) -> models.QuerySet[Any]:
    begun = Coalesce("passed_at", "submitted_at")
    rows = Proposal.objects.filter(**facts).with_all().select_related("passed_by")
    return rows.annotate(since=begun, until=day_of(begun + models.Value(DECIDED_WITHIN)))


def _to_pass_on(user: User) -> models.QuerySet[Any] | None:
    """For editors, so that an approver is left who may accept it."""
    if not may_record(user) or caller_of(user) in APPROVERS:
        return None
    waiting = _waiting(kind=ProposalKind.NOMINATE, status=ProposalStatus.WAITING)
    return waiting.exclude(submitted_by=user)


def _nominations(user: User) -> models.QuerySet[Any] | None:
    passed = _waiting(status=ProposalStatus.PASSED)
    return for_approvers(user, passed.exclude(submitted_by=user).exclude(passed_by=user))


def _requests(user: User) -> models.QuerySet[Any] | None:
    """Ends and corrections, which one person decides."""
    if not may_record(user):
        return None
    waiting = _waiting(status=ProposalStatus.WAITING).exclude(kind=ProposalKind.NOMINATE)
    return waiting.exclude(submitted_by=user)


def _pass_on(proposal: Any, user: User) -> Item:
    verb = pgettext("letter", "Look at a nomination of %(state)s") % {"state": state_in_text(proposal.state)}
    return _proposal(proposal, verb)


def _decide(proposal: Any, user: User) -> Item:
    verbs = {
        ProposalKind.NOMINATE: pgettext("letter", "Decide on a nomination of %(state)s"),
        ProposalKind.END: pgettext("letter", "Decide on an end for %(state)s"),
        ProposalKind.CORRECT: pgettext("letter", "Decide on a correction for %(state)s"),
    }
    return _proposal(proposal, verbs[ProposalKind(proposal.kind)] % {"state": state_in_text(proposal.state)})


def _proposal(proposal: Any, verb: str) -> Item:
    by = proposal.passed_by or proposal.submitted_by
    return Item(
        title=f"{proposal.get_kind_display()}: {proposal.subject}, {state_name(proposal.state)}",
        about=_step_before(proposal) % {"name": by, "day": written_day(proposal.since, with_year=False)},
        verb=verb,
        url=proposal.get_absolute_url(),
    )


def _step_before(proposal: Any) -> str:
    if proposal.passed_by:
        return pgettext("letter", "Passed on by %(name)s, waiting since %(day)s")
    if proposal.submitted_by:
        return pgettext("letter", "Asked by %(name)s on %(day)s")
    return pgettext("letter", "Asked by a confirmation link on %(day)s")


# Delegations --------------------------------------------------------------------------------------


def _own_state(user: User) -> models.QuerySet[Any]:
    return Delegate.objects.filter(user=user.pk).values("state")


def _ending(user: User) -> models.QuerySet[Any] | None:
    if not is_delegation(user):
        return None
    rows = Appointment.objects.ending().filter(state__in=_own_state(user), successors=None)
    first_day = models.ExpressionWrapper(models.F("ends_on") - NOTICE, models.DateTimeField())
    last_day = models.ExpressionWrapper(models.F("ends_on") - A_DAY, models.DateTimeField())
    return rows.select_related("person").annotate(since=first_day, until=Cast(last_day, models.DateField()))


def _name_successor(appointment: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "The appointment of %(person)s ends") % {"person": appointment.person},
        about=pgettext("letter", "No successor is named"),
        verb=pgettext("letter", "Name a successor of %(person)s") % {"person": appointment.person},
        url=reverse("network:proposals:nominate"),
    )


def _vacant(user: User) -> models.QuerySet[Any] | None:
    """The State without anybody in force, since the last appointment ended, and nobody nominated."""
    if not is_delegation(user):
        return None
    own = Appointment.objects.filter(state=models.OuterRef("pk"))
    nominated = Proposal.objects.open().filter(state=models.OuterRef("pk"), kind=ProposalKind.NOMINATE)
    states = State.objects.participating().filter(pk__in=_own_state(user))
    vacant = states.exclude(models.Exists(own.not_ended())).exclude(models.Exists(nominated))
    last = models.Subquery(own.order_by("-ends_on").values("ends_on")[:1])
    since = Coalesce(last, models.Value(FIRST_YEAR), output_field=models.DateField())
    return vacant.annotate(since=start_of(since), until=NO_DAY)


def _nominate(state: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "%(state)s has no focal point") % {"state": state_name(state)},
        about=pgettext("letter", "Others cannot reach your State through the Network"),
        verb=pgettext("letter", "Nominate a focal point"),
        url=reverse("network:proposals:nominate"),
    )


def _unreachable(user: User) -> models.QuerySet[Any] | None:
    """Focal points of the State whose address takes no mail; ends by itself with a new address."""
    if not is_delegation(user):
        return None
    refused = Suppression.objects.filter(address=models.OuterRef("email"), stream=EVERY_STREAM)
    own = Appointment.objects.in_force().filter(person=models.OuterRef("pk"), state__in=_own_state(user))
    corrections = Proposal.objects.open().filter(person=models.OuterRef("pk"), kind=ProposalKind.CORRECT)
    people = Person.objects.filter(models.Exists(own)).exclude(models.Exists(corrections))
    since = models.Subquery(refused.values("created_at"))
    return people.annotate(since=since, until=NO_DAY).exclude(since=None)


def _correct(person: Any, user: User) -> Item:
    return Item(
        title=pgettext("letter", "Mail to %(person)s comes back") % {"person": person},
        about=readable_address(person.email),
        verb=pgettext("letter", "Correct the address of %(person)s") % {"person": person},
        url=reverse("network:proposals:ask_correction", args=[person.key]),
    )


# Counts -------------------------------------------------------------------------------------------


def _counts(user: User) -> Iterator[Count]:
    if may_record(user) and (number := Proposal.objects.open().count()):
        address = reverse("network:proposals:list")
        yield Count(str(number), _("Proposed changes"), address, detail=_("open"))
    state = state_of(user)
    if state and (number := Proposal.objects.shown_to_delegation(state).open().count()):
        address, waiting = reverse("network:proposals:delegation"), _("wait for the secretariat")
        yield Count(str(number), _("Your requests"), address, detail=waiting)
