"""What an open round adds to the page of a person it asks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions.confirmations import Confirmed
from network.models import Person
from network.permissions import may_edit_contact
from network.sections import PersonPart
from network.verification.actions.answers import confirm_on_the_portal
from network.verification.models import open_questions
from nfp_portal.accounts.access import Reader
from nfp_portal.accounts.models import User


def open_question(person: Person, reader: Reader) -> PersonPart | None:
    """Return the question that an open round asks the person, for who may answer it; one query."""
    if not may_edit_contact(reader, person):
        return None
    question = open_questions().filter(person=person).first()
    if question is None:
        return None
    own = person.user_id == reader.pk
    on_behalf_url = "" if own else reverse("network:rounds:on_behalf", args=[question.key])
    content = {"round": question.round, "on_behalf_url": on_behalf_url}
    return PersonPart("network/verification/open_question.html", content, asks_to_confirm=own)


def confirm_as_answer(person_id: int, revision: int, by: User) -> Confirmed | None:
    """Take a confirmation by its owner as the answer to the open verification, if it asks the person."""
    confirmed = confirm_on_the_portal(person_id, revision=revision, by=by)
    if confirmed.row is None:
        return Confirmed(confirmed.person)
    message = _("Confirmed. This is your answer to “%(title)s”; you may change it until the round closes.")
    return Confirmed(confirmed.person, message % {"title": confirmed.row.round.title})
