"""Everything the portal has recorded of one person, for whoever asks for a copy of it."""

import re
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from exchange.assessments.models import Assessment, Recommendation
from exchange.centres.models import Centre
from exchange.initiatives.models import Initiative, SponsorInvitation, Step
from exchange.practices.models import Practice, PracticeRequest, Use
from exchange.questions.models import Colleague, Question
from exchange.self_assessment.models import Level, SelfAssessment
from meetings.models import Speaker
from meetings.papers.models import PaperRequest
from meetings.participation.models import ChangeRequest, Participant, PersonalNotes
from meetings.reports.models import RapporteurNote
from network.following.models import Following, KnownEntry
from network.imports.models import ImportRow
from network.messages.models import Message, MessageRecipient
from network.models import Appointment, Contact, Membership, Person
from network.proposals.models import Proposal
from network.rounds.models import Addressee, Channel, Mailbox
from network.verification.models import SUCCESSOR, Confirmation
from newsletter.contributions.models import Clearance
from newsletter.models import Piece
from newsletter.readers.models import GroupMember, Reader
from nfp_portal.accounts.models import Invitation, PasswordReset, User
from nfp_portal.audit.models import Entry
from nfp_portal.kept_forms.models import KeptForm
from nfp_portal.mail.models import Delivery, Suppression
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.revisions.history import REMOVED, events_of
from nfp_portal.revisions.models import ActingApprover, Submission
from nfp_portal.text.addresses import normalize_address
from nfp_portal.turns.models import MailChoice, Notice

# What proves an identity is no personal data to hand out; nor are the bytes of what a server wrote.
SECRETS = {
    "password", "token", "confirm_token", "token_digest", "salt", "lease_token", "slots", "folded", "content",
}  # fmt: skip

SUCCESSOR_COLUMNS = tuple(f"successor_{name}" for name in SUCCESSOR)


def record_of(email: str) -> dict[str, list[dict[str, Any]]]:
    """The rows about the owner of an address, by what they are; a history row for each change of an entry.

    Participations that were removed are in the history alone. Staff print this, so that it leaves out what
    only the account itself may know of: see `private_record_of`.
    """
    email = normalize_address(email)
    users = User.objects.filter(email=email)
    people = _entries_of(email)
    rows: dict[str, QuerySet[Any]] = {
        "accounts": users,
        "invitations": Invitation.objects.filter(user__in=users),
        "reset links": PasswordReset.objects.filter(user__in=users),
        "entries": people,
        "history": events_of(Person).filter(pgh_obj__in=people),
        "appointments": Appointment.objects.filter(person__in=people),
        "roles in other networks": Membership.objects.filter(person__in=people),
        **_rows_of_rounds(email, users, people),
        **_rows_of_exchange(email, users, people),
        "proposals": Proposal.objects.filter(Q(person__in=people) | Q(submitted_by__in=users)),
        "imported rows": ImportRow.objects.filter(Q(person__in=people) | Q(values__email=email)),
        "participations": Participant.objects.filter(Q(email=email) | Q(person__in=people)),
        "history of participations": _participations_then(Q(email=email) | Q(person__in=people)),
        "announced as moderator or speaker": events_of(Speaker).filter(person__in=people),
        "changes requested of lists": ChangeRequest.objects.filter(
            Q(participant__email=email) | Q(participant__person__in=people)
        ),
        "personal notes for meetings": PersonalNotes.objects.filter(
            Q(participant__email=email) | Q(participant__person__in=people)
        ),
        "asked for papers": PaperRequest.objects.filter(email=email),
        "named as rapporteur": RapporteurNote.objects.filter(email=email),
        **_rows_of_newsletter(email, users, people),
        **_rows_of_mail(email),
        "messages to many written": Message.objects.filter(by__in=users),
        "on lists of messages": MessageRecipient.objects.filter(Q(address=email) | Q(person__in=people)),
        "choice of digest": MailChoice.objects.filter(user__in=users),
        **_rows_of_following(users),
        "notices of turns": Notice.objects.filter(user__in=users),
        "contacts": Contact.objects.filter(address=email),
        "submissions": Submission.objects.filter(Q(by__in=users) | Q(decided_by__in=users)),
        "acting for an approver": ActingApprover.objects.filter(Q(person__in=users) | Q(set_by__in=users)),
        "acts": Entry.objects.filter(actor__in=users),
    }
    return _records(rows) | {"named by others": _named(email)} | _decisions_of(users)


def private_record_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """The rows that an account alone is handed: what it did not send, its part in what a State tells nobody.

    How many there are of them would tell that already, so that nobody else is given their number.
    """
    return _records({"forms not sent yet": KeptForm.objects.filter(user=user)}) | _acts_for_own_state(user)


def _acts_for_own_state(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return what the account did at self-assessments, and when: not what others did since.

    The history holds acts. Of a level there is the row alone, which says too that nobody changed it since;
    who is no official of its State any more may not know that.
    """
    acts = events_of(SelfAssessment).filter(pgh_context__metadata__user=user.pk).order_by("pk")
    of_own_states = SelfAssessment.objects.of_own_states(user)
    levels = Level.objects.filter(changed_by=user, assessment__in=of_own_states).order_by("pk")
    columns = ("state__name", "pgh_label", "pgh_created_at", "closed_at", "shared_with")
    return {
        "self-assessments begun, closed or shared": list(acts.values(*columns)),
        "levels of self-assessments changed": list(
            levels.values("assessment__state__name", "question", "changed_at")
        ),
    }


def _records(rows: dict[str, QuerySet[Any]]) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [_without_secrets(row) for row in selected.order_by("pk").values()]
        for name, selected in rows.items()
    }


def _rows_of_following(users: QuerySet[User]) -> dict[str, QuerySet[Any]]:
    followed = {name: getattr(Following, name).through.objects for name in ("fields_of_work", "states")}
    return {
        "follows": Following.objects.filter(user__in=users),
        "fields of work followed": followed["fields_of_work"].filter(following__user__in=users),
        "States followed": followed["states"].filter(following__user__in=users),
        "entries known of what is followed": KnownEntry.objects.filter(user__in=users),
    }


def _rows_of_rounds(email: str, users: QuerySet[User], people: QuerySet[Person]) -> dict[str, QuerySet[Any]]:
    return {
        "questions asked": Addressee.objects.filter(person__in=people),
        "answers given": _answers_of(email, users, people),
        "confirmations": Confirmation.objects.filter(addressee__person__in=people),
        "mailboxes of rounds": Mailbox.objects.filter(Q(address=email) | Q(addressee__person__in=people)),
    }


def _answers_of(email: str, users: QuerySet[User], people: QuerySet[Person]) -> QuerySet[Any]:
    """Return the history of answers by the account, by a link that the person had, or under their name.

    Of a name that somebody typed only answers of the person's own States: another may be called the same.
    """
    states = Appointment.objects.filter(person__in=people).values("state")
    names = {str(each) for each in users} | {f"{each.given_name} {each.family_name}" for each in people}
    boxes = Mailbox.objects.order_by().values("addressee").annotate(number=Count("pk"))
    alone = Mailbox.objects.filter(address=email, addressee__in=boxes.filter(number=1).values("addressee"))
    mailboxes = Mailbox.objects.filter(address=email, addressee=OuterRef("pgh_obj"))
    by_link = Q(pgh_obj__in=alone.values("addressee")) | Exists(
        mailboxes.filter(name=OuterRef("answered_name")).exclude(name="")
    )
    answers: QuerySet[Any] = events_of(Addressee).exclude(answered_at=None)
    return answers.filter(
        Q(answered_by__in=users)
        | Q(by_link, channel=Channel.LINK)
        | Q(answered_name__in=names, represents__in=states)
    )


def _rows_of_newsletter(
    email: str, users: QuerySet[User], people: QuerySet[Person]
) -> dict[str, QuerySet[Any]]:
    readers = Reader.objects.filter(Q(address=email) | Q(person__in=people))
    decided = OuterRef("decided_at")  # written in the transaction of the answer, just before it
    answers = _answers_of(email, users, people).filter(
        pgh_obj=OuterRef("addressee"),
        answered_at__gte=decided,
        answered_at__lt=decided + timedelta(minutes=1),
    )
    offered = Q(offering__mailbox_key__in=Mailbox.objects.filter(address=email).values("key"))
    return {
        "contributions": Piece.objects.filter(Q(author__in=users) | offered),
        "texts for clearance": Clearance.objects.filter(Q(sent_by__in=users) | Exists(answers)),
        "readers of the newsletter": readers,
        "in groups of readers": GroupMember.objects.filter(reader__in=readers),
    }


def _rows_of_mail(email: str) -> dict[str, QuerySet[Any]]:
    return {
        "messages": Delivery.objects.filter(address=email),
        "mail that came back": ReturnedMail.objects.filter(address=email),
        "suppressions": Suppression.objects.filter(address=email),
    }


def _rows_of_exchange(
    email: str, users: QuerySet[User], people: QuerySet[Person]
) -> dict[str, QuerySet[Any]]:
    return {
        "questions to the Network": Question.objects.filter(author__in=users),
        "asked to help with an answer": Colleague.objects.filter(address=email),
        "co-sponsors invited": SponsorInvitation.objects.filter(by__in=users),
        "initiatives proposed": Initiative.objects.filter(proposed_by__in=users),
        "steps of initiatives": Step.objects.filter(by__in=users),
        "assessments requested": Assessment.objects.filter(
            Q(requested_by__in=users) | Q(contact__iregex=_with_address(email))
        ),
        "verdicts on recommendations": Recommendation.objects.filter(verdict_by__in=users),
        "practices": Practice.objects.filter(Q(offered_by__in=users) | Q(contact__in=people)),
        "asked for practices": PracticeRequest.objects.filter(Q(email=email) | Q(by__in=users)),
        "practices used too": Use.objects.filter(by__in=users),
        "co-ordinator of centres": Centre.objects.filter(coordinator__in=people),
    }


def keys_of_participations(email: str) -> set[str]:
    """Return by which keys meetings and reports know the owner of an address; of removed rows too."""
    email = normalize_address(email)
    own = Q(email=email) | Q(person__in=_entries_of(email))
    now = Participant.objects.filter(own).values_list("key", flat=True)
    return {str(key) for key in (*now, *_participations_then(own).values_list("key", flat=True))}


def _with_address(email: str) -> str:
    """Return a pattern for texts in which the address stands whole, not as the end of a longer one."""
    return rf"(^|[^[:alnum:]._+-]){re.escape(email)}($|[^[:alnum:]_-])"


def _entries_of(email: str) -> QuerySet[Person]:
    """Return the entries of the owner of an address, with those merged into them."""
    own = Person.objects.filter(Q(email=email) | Q(user__email=email))
    return Person.objects.filter(Q(pk__in=own) | Q(merged_into__in=own))


def _participations_then(own: Q) -> QuerySet[Any]:
    """The history of the participations that are the person's now, or were when they were removed."""
    now = Participant.objects.filter(own).values("pk")
    removed = events_of(Participant).filter(own, pgh_label=REMOVED).values("pgh_obj_id")
    history: QuerySet[Any] = events_of(Participant).filter(Q(pgh_obj_id__in=now) | Q(pgh_obj_id__in=removed))
    return history


def _named(email: str) -> list[dict[str, Any]]:
    """Where others named the person as a nominee or successor: the naming alone, not what else they wrote."""
    left = Confirmation.objects.filter(successor_email=email).order_by("pk")
    return [
        *left.values("addressee__represents", "addressee__answered_at", *SUCCESSOR_COLUMNS),
        *Proposal.objects.order_by("pk").naming(email),
    ]


def _decisions_of(users: QuerySet[User]) -> dict[str, list[dict[str, Any]]]:
    """Return what the accounts decided about others' addresses: the deed alone, not whose address it is."""
    rows: dict[str, QuerySet[Any, Any]] = {
        "consents of readers entered": Reader.objects.filter(consent_entered_by__in=users).values(
            "id", "consent_on", "confirmed_at"
        ),
        "added to groups of readers": GroupMember.objects.filter(added_by__in=users).values(
            "id", "consent_on", "added_at"
        ),
        "removed from groups of readers": GroupMember.objects.filter(removed_by__in=users).values(
            "id", "removed_at"
        ),
        "returned mail decided on": ReturnedMail.objects.filter(decided_by__in=users).values(
            "id", "received_at", "decided_at"
        ),
    }
    return {name: list(selected.order_by("pk")) for name, selected in rows.items()}


def _without_secrets(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in SECRETS}
