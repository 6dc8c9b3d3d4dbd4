"""One of each thing that an address can name, for the permission matrix: own and another's, open and not.

Austria is the own State: the focal point and the delegation among the accounts belong to it. Poland is the
other one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.utils import timezone

from meetings.actions.parts import latest_event
from meetings.models import Meeting, Stage
from meetings.participation.actions.corrections import request_change
from meetings.reports.actions.reports import submit_report
from meetings.reports.pdf import MeetingDocument
from meetings.reports.permissions import Document
from network.actions.contact_records import remove_contact
from network.actions.contacts import update_contact
from network.actions.memberships import join
from network.models import (
    Appointment,
    Contact,
    Delegate,
    Network,
    Organisation,
    Person,
)
from network.proposals.actions.requests import Filing, request_correction
from network.proposals.models import Origin, ProposalKind, ProposalStatus
from network.proposals.values import Correction
from network.rounds.actions.opening import close_round
from network.rounds.models import Addressee, Round
from nfp_portal.accounts.actions import invite
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.accounts.tokens import ResetTokenGenerator
from nfp_portal.audit.actions import record
from nfp_portal.audit.models import Act, Entry
from nfp_portal.jobs import actions as jobs
from nfp_portal.kept_forms.models import KeptForm
from nfp_portal.links.signing import token_of
from nfp_portal.mail.models import Delivery
from nfp_portal.renderings import actions as renderings
from nfp_portal.revisions.actions import name_acting_approver
from tests.exchange_scene import ExchangeScene, Named
from tests.factories import imports, meetings, network, newsletter, proposals
from tests.factories.accounts import make_user
from tests.factories.files import make_scan
from tests.factories.invitations import invite as invite_delegations
from tests.factories.invitations import row_of
from tests.factories.rounds import mailbox_of, open_check, open_round
from tests.mail_scene import MailScene
from tests.newsletter_scene import NewsletterScene
from tests.reader_scene import ReaderScene

OWN, OTHER = "AT", "PL"
STATES = ("own State", "another State")
# The arguments in the brackets of an address, by name.
Targets = dict[str, Named]


def _code(label: str) -> str:
    return OTHER if label == "another State" else OWN


def _token_of(row: Addressee) -> str:
    return token_of("round", mailbox_of(row).key)


def _part(part: Any) -> Named:
    """Name a part of a meeting, and a step of it that can be taken back."""
    type(part).objects.filter(pk=part.pk).update(revision=2)
    return {"slug": part.meeting.slug, "key": part.key, "event": latest_event(part)}


@dataclass
class Scene(ExchangeScene, MailScene, NewsletterScene, ReaderScene):
    """The objects that addresses name. Each property makes its objects at the first access and keeps them."""

    accounts: dict[str, User]

    # The directory -------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[str, Person]:
        own = network.make_person(OWN, user=self.accounts[Role.FOCAL_POINT])
        people = {
            "own entry": own,
            "own State": network.make_person(OWN),
            "another State": network.make_person(OTHER),
        }
        for label, person in people.items():
            network.make_appointment(_code(label), person=person, instrument_file=make_scan())
            update_contact(person.pk, {"function": "Adviser"}, revision=1)
        return people

    @cached_property
    def appointments(self) -> dict[str, Appointment]:
        return {label: Appointment.objects.get(person=person) for label, person in self.people.items()}

    def of_people(self) -> Targets:
        other_network = Network.objects.create(slug="another", name="Another network")
        targets: Targets = {}
        for label, person in self.people.items():
            twin = network.make_person(_code(label))
            member = join(person, other_network, "member", starts_on=None)
            targets[label] = {
                "key": person.key,
                "other": twin.key,
                "number": member.pk,
                "revision": Person.objects.get(pk=person.pk).revision,
            }
        return targets

    def of_appointments(self) -> Targets:
        return {label: {"key": each.pk, "revision": 1} for label, each in self.appointments.items()}

    def of_states(self) -> Targets:
        own, other = self.accounts[Role.DELEGATION], network.make_delegate(OTHER)
        delegates = {user: Delegate.objects.get(user=user) for user in (own, other)}
        return {
            "own State": {"iso2": OWN, "key": delegates[own].pk},
            "another State": {"iso2": OTHER, "key": delegates[other].pk},
        }

    def of_proposals(self) -> Targets:
        focal_point = self.accounts[Role.FOCAL_POINT]
        own = self.people["own entry"]
        nominations = {"own State": OWN, "another State": OTHER}
        targets: Targets = {
            label: {"key": proposals.make_proposal(code, instrument_file=make_scan()).key}
            for label, code in nominations.items()
        }
        now = Person.objects.get(pk=own.pk).revision
        corrected = request_correction(
            own.pk, Correction({"function": "Head"}), Filing(focal_point), revision=now
        )
        by_link = proposals.make_proposal(OWN, origin=Origin.CONFIRMATION, kind=ProposalKind.CORRECT)
        passed_on = proposals.make_proposal(
            OTHER,
            status=ProposalStatus.PASSED,
            passed_by=self.accounts[Role.EDITOR],
            passed_at=timezone.now(),
        )
        return targets | {
            "passed on": {"key": passed_on.key},
            "a focal point's own": {"key": corrected.key},
            "by a link": {"key": by_link.key},
        }

    @cached_property
    def round(self) -> Round:
        assert self.people
        return open_round(OWN, OTHER)

    def of_answers(self) -> Targets:
        addressees = Addressee.objects.filter(round=self.round)
        return {label: {"key": addressees.get(person=self.people[label]).key} for label in STATES}

    def of_links(self) -> Targets:
        addressees = Addressee.objects.filter(round=self.round).order_by("pk")
        check = open_check(OWN)
        closed = Addressee.objects.filter(round=check)[0]
        close_round(check.key)
        return {
            "open": {"token": _token_of(addressees[0])},
            "closed": {"token": _token_of(closed)},
            "forged": {"token": _token_of(addressees[0])[:-4] + "AAAA"},
        }

    def of_contacts(self) -> Targets:
        contact = Contact.objects.create(state=network.state(OWN), address="mission@at.example.org")
        removed = Contact.objects.create(state=network.state(OWN), address="old@at.example.org")
        body = Contact.objects.create(
            organisation=Organisation.objects.earliest("pk"), address="desk@body.example.org"
        )
        event = remove_contact(removed.pk)
        return {
            "of a State": {"key": contact.pk, "event": event},
            "of a body": {"key": body.pk, "event": event},
        }

    def of_organisations(self) -> Targets:
        return {"": {"slug": Organisation.objects.earliest("pk").slug}}

    def of_rounds(self) -> Targets:
        return {"open": {"key": self.round.key, "kind": "csv"}}

    def of_imports(self) -> Targets:
        editor = self.accounts[Role.EDITOR]
        second = ("Austria", "Berta", "Muster", "berta@example.org", "Head of Unit", "2016-04-12")
        return {
            "previewed": {"key": imports.previewed(imports.ANNA, by=editor).key},
            "committed": {"key": imports.committed(second, by=editor).key},
        }

    def of_institutions(self) -> Targets:
        return {"": {"key": network.make_agency(OWN, "Customs").pk}}

    # Approval ------------------------------------------------------------------------------------

    def of_acting_approvers(self) -> Targets:
        today = timezone.localdate()
        person, by = make_user(Role.EDITOR), self.accounts[Role.APPROVER]
        return {"": {"pk": name_acting_approver(person, from_day=today, to_day=today, by=by).pk}}

    # Meetings ------------------------------------------------------------------------------------

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        made = {
            "planned": meetings.make_meeting(slug="planned", stage=Stage.PLANNED, practical="Here."),
            "agenda published": meetings.make_meeting(slug="agenda", stage=Stage.AGENDA, practical="Here."),
            "report published": meetings.make_meeting(slug="report", stage=Stage.PUBLISHED),
        }
        draft = meetings.make_report(made["agenda published"], edited_by=self.accounts[Role.EDITOR])
        submit_report(draft.pk, by=self.accounts[Role.EDITOR])
        published = meetings.make_report(made["report published"], edited_by=self.accounts[Role.EDITOR])
        meetings.publish(published, by=self.accounts[Role.APPROVER])
        return made

    def of_meetings(self) -> Targets:
        return {label: {"slug": meeting.slug} for label, meeting in self.meetings.items()}

    def of_printouts(self) -> Targets:
        coming, over = meetings.make_printable_meetings()
        return {"to come": {"slug": coming.slug}, "over": {"slug": over.slug}}

    def of_messages(self) -> Targets:
        by, labels = self.accounts[Role.EDITOR], ("planned", "agenda published")
        made = {label: meetings.make_message(self.meetings[label], by=by) for label in labels}
        return {label: {"slug": each.meeting.slug, "key": each.key} for label, each in made.items()}

    def of_messages_to_many(self) -> Targets:
        made = network.make_message(self.appointments["own State"], by=self.accounts[Role.EDITOR])
        return {"": {"key": made.key, "language": "en", "look": "light"}}

    def of_dates(self) -> Targets:
        for meeting in self.meetings.values():
            meetings.make_date(meeting, "registration")
        return {label: {"slug": each.slug, "kind": "registration"} for label, each in self.meetings.items()}

    def _of_parts(self, make: Callable[[Meeting, Audience], Any]) -> Targets:
        agenda, planned = self.meetings["agenda published"], self.meetings["planned"]
        parts = {
            "for everyone": make(agenda, Audience.ALL),
            "for focal points": make(agenda, Audience.FOCAL_POINTS),
            "planned": make(planned, Audience.ALL),
        }
        return {label: _part(part) for label, part in parts.items()}

    def of_objectives(self) -> Targets:
        return self._of_parts(lambda meeting, audience: meetings.make_objective(meeting, "Why", audience))

    def of_items(self) -> Targets:
        return self._of_parts(lambda meeting, audience: meetings.make_item(meeting, audience=audience))

    def of_conclusions(self) -> Targets:
        return self._of_parts(lambda meeting, audience: meetings.make_conclusion(meeting, "So", audience))

    def of_papers(self) -> Targets:
        def paper(meeting: Meeting, audience: Audience) -> Any:
            return meetings.make_document(meeting, "Paper", audience=audience, files=[make_scan()])

        return self._of_parts(paper)

    def of_offered_papers(self) -> Targets:
        offered = meetings.offer(meetings.make_paper_request(self.meetings["agenda published"]), "Paper")
        return {"waiting": {"slug": offered.meeting.slug, "key": offered.key}}

    def of_points(self) -> Targets:
        assert self.people
        meeting = meetings.make_coming_meeting(slug="coming", stage=Stage.AGENDA)
        made = {label: meetings.make_point(meeting, label, _code(label)) for label in STATES}
        return {label: _part(point) | {"code": _code(label)} for label, point in made.items()}

    def of_participants(self) -> Targets:
        return {"": _part(meetings.make_participant(self.meetings["agenda published"], OWN))}

    def of_releases(self) -> Targets:
        return {"first publication": {"slug": self.meetings["report published"].slug, "number": 0}}

    @cached_property
    def invitation(self) -> Round:
        assert self.people
        return invite_delegations(self.meetings["agenda published"], OWN, OTHER)

    def of_meeting_delegations(self) -> Targets:
        slug = self.invitation.invitation.meeting.slug
        return {
            "own State": {"slug": slug, "code": OWN},
            "another State": {"slug": slug, "code": OTHER},
        }

    def of_change_requests(self) -> Targets:
        row = row_of(self.invitation, OWN)
        key = request_change(row, "Anna cannot come.", name="").key
        return {"own State": {"slug": row.round.invitation.meeting.slug, "code": OWN, "key": key}}

    def of_comments(self) -> Targets:
        meeting = self.meetings["agenda published"]
        return {"": {"slug": meeting.slug, "key": meetings.make_comment(meeting).key}}

    def of_rapporteurs(self) -> Targets:
        note = meetings.make_note(meetings.make_item(self.meetings["agenda published"]))
        return {"": {"slug": note.item.meeting.slug, "key": note.item.key}}

    def of_renderings(self) -> Targets:
        targets: Targets = {}
        for audience, label in ((Audience.ALL, "for everyone"), (Audience.FOCAL_POINTS, "for focal points")):
            meeting = self.meetings["agenda published"]
            document = MeetingDocument(meeting, Document.AGENDA, audience)
            job = renderings.request(document, by=self.accounts[Role.EDITOR])
            targets[label] = {"slug": meeting.slug, "key": job.key}
        return targets

    # Everything else -----------------------------------------------------------------------------

    def of_jobs(self) -> Targets:
        kind = MeetingDocument.kind
        owners = {"a focal point's": Role.FOCAL_POINT, "an editor's": Role.EDITOR}
        requested = {
            label: jobs.request(kind, label, {}, self.accounts[role]) for label, role in owners.items()
        }
        return {label: {"key": job.key} for label, job in requested.items()}

    def of_kept_forms(self) -> Targets:
        owners = {"a focal point's": Role.FOCAL_POINT, "an editor's": Role.EDITOR}
        facts = {"action": "/help/", "page": "/help/", "query": "note=Hello"}
        made = {
            label: KeptForm.objects.create(user=self.accounts[role], **facts)
            for label, role in owners.items()
        }
        return {label: {"key": form.key} for label, form in made.items()}

    def of_invitations(self) -> Targets:
        return {"": {"token": self._token_of_invitation()}, "forged": {"token": "forged"}}

    def _token_of_invitation(self) -> str:
        invited = invite("new@example.org", role=Role.PARTNER, by=None)
        text = Delivery.objects.get(address=invited.email).letter.text
        return text.partition("/accounts/invitation/")[2].partition("/")[0]

    def of_password_links(self) -> Targets:
        owner = make_user(Role.PARTNER, password="five invented words for tests")
        uidb36, key = user_pk_to_url_str(owner), ResetTokenGenerator().make_token(owner)
        return {"": {"uidb36": uidb36, "key": key}, "forged": {"uidb36": uidb36, "key": "forged-0"}}

    def _entry(self) -> Entry:
        record(Act.READ, by=None, subject="scene")
        return Entry.objects.latest("pk")

    def of_administration(self, model: str) -> Targets:
        rows: dict[str, Any] = {
            "appointment": lambda: self.appointments["own State"],
            "agency": lambda: network.make_agency(OWN, "Customs"),
            "organisation": lambda: newsletter.organisation("bsmu"),
            "entry": self._entry,
            "user": lambda: make_user(Role.PARTNER),
        }
        return {"": {"object_id": rows[model]().pk}}
