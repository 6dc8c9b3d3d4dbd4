"""What an open round adds to the page of a person it asks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions import rounds
from network.actions.confirmations import Confirmed
from network.models import Confirmation, Person
from network.permissions import Reader, may_edit_contact
from network.sections import PersonPart
from nfp_portal.accounts.models import User


def open_question(person: Person, reader: Reader) -> PersonPart | None:
    """Return the question that an open round asks the person, for who may answer it; one query."""
    if not may_edit_contact(reader, person):
        return None
    question = Confirmation.objects.open_questions().filter(person=person).first()
    if question is None:
        return None
    own = isinstance(reader, User) and person.user_id == reader.pk
    telephone_url = "" if own else reverse("network:telephone", args=[question.key])
    content = {"round": question.round, "telephone_url": telephone_url}
    return PersonPart("network/rounds/open_question.html", content, asks_to_confirm=own)


def confirm_as_answer(person_id: int, revision: int, by: User) -> Confirmed | None:
    """Take a confirmation by its owner as the answer to the open verification, if it asks the person."""
    confirmed = rounds.confirm_on_the_portal(person_id, revision=revision, by=by)
    if confirmed.row is None:
        return Confirmed(confirmed.person)
    message = _("Confirmed. This is your answer to “%(title)s”; you may change it until the round closes.")
    return Confirmed(confirmed.person, message % {"title": confirmed.row.round.title})
