"""What proposals add to the pages of a State and of a person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from network.labels import day_in_words
from network.models import Person, State
from network.permissions import may_act_for, may_edit_contact
from network.proposals.models import Origin, Proposal, ProposalKind
from network.sections import Action, PersonPart, Section
from nfp_portal.accounts.access import Reader, is_secretariat
from nfp_portal.accounts.models import User
from nfp_portal.database.truncated import truncated

LATEST = 30


def on_state_page(state: State, reader: Reader) -> Section | None:
    """The open proposals of a State, for the secretariat; for its own delegation, the way to request."""
    if may_act_for(reader, state):
        return Section("", "network/proposals/state_link.html", None, first=True)
    if not is_secretariat(reader) or not state.is_participating:
        return None
    waiting = truncated(Proposal.objects.open().of_state(state).with_all(), LATEST)
    if not waiting:
        return None
    return Section(_("Proposed changes"), "network/proposals/of_state.html", waiting, first=True)


def on_person_page(person: Person, reader: Reader) -> PersonPart | None:
    """What the person said about leaving and waits, and what this reader may request about the entry."""
    if not isinstance(reader, User):
        return None
    leaving = _leaving(person) if may_edit_contact(reader, person) else None
    actions = tuple(_requests(person, reader, is_leaving=leaving is not None))
    if leaving is None:
        return PersonPart(actions=actions)
    content = {
        "text": _leaving_text(leaving, own=person.user_id == reader.pk),
        "link": _leaving_link(leaving, reader),
    }
    return PersonPart("network/proposals/leaving_notice.html", content, actions)


def _leaving(person: Person) -> Proposal | None:
    """Return the newest open proposal by which the person, here or by a link, said that they leave."""
    ends = Proposal.objects.open().filter(kind=ProposalKind.END, appointment__person=person)
    return ends.exclude(origin=Origin.DELEGATION).order_by("submitted_at").last()


def _leaving_text(leaving: Proposal, *, own: bool) -> str:
    sentence = _("On %(day)s this focal point said that they leave; nobody has decided yet.")
    if own:
        sentence = _("On %(day)s you told the secretariat that you leave; it has not decided yet.")
    return sentence % {"day": day_in_words(timezone.localtime(leaving.submitted_at).date())}


def _leaving_link(leaving: Proposal, reader: User) -> str:
    """The way to the proposal, for who may see it."""
    if is_secretariat(reader):
        label = _("Look at the request")
    elif leaving.submitted_by_id == reader.pk:
        label = _("Look at it, or withdraw it")
    else:
        return ""
    return format_html('<a href="{}">{}</a>', leaving.get_absolute_url(), label)


def _requests(person: Person, reader: User, *, is_leaving: bool) -> list[Action]:
    actions = []
    if not is_leaving and person.user_id == reader.pk and person.appointments.in_force().exists():
        actions.append(Action(_("I have left, or I am leaving"), reverse("network:proposals:leave")))
    if person.state is not None and may_act_for(reader, person.state):
        url = reverse("network:proposals:ask_correction", args=[person.key])
        actions.append(Action(_("Request a correction"), url, is_main=True))
    return actions
