"""What each address answers each role, called for real on things that exist: the lines of permissions.txt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import cast
from uuid import UUID

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from nfp_portal.accounts.access import CALLERS, VISITOR, Route
from nfp_portal.accounts.models import Role, User
from tests.exchange_scene import Named
from tests.factories.accounts import make_user
from tests.factories.network import make_delegate
from tests.scene import OWN, Scene, Targets

ADMITTED, HIDDEN = "in", "-"
SIGN_IN = "/accounts/login/"
_BRACKETS = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")

# Which objects of the scene an address names: the first pattern that matches.
NAMED: list[tuple[str, str]] = [
    (r"^/people/<", "of_people"),
    (r"^/delegation/people/<", "of_people"),
    (r"/appointments/<", "of_appointments"),
    (r"^/states/<", "of_states"),
    (r"^/delegations/<", "of_states"),
    (r"^/proposals/<", "of_proposals"),
    (r"^/(?:answer|confirm)/<", "of_links"),
    (r"^/rounds/answers/<", "of_answers"),
    (r"^/rounds/<", "of_rounds"),
    (r"^/contacts/", "of_contacts"),
    (r"^/organisations/<", "of_organisations"),
    (r"^/imports/<", "of_imports"),
    (r"^/institutions/<", "of_institutions"),
    (r"^/messages/<", "of_messages_to_many"),
    (r"/dates/<", "of_dates"),
    (r"/messages/<", "of_messages"),
    (r"/delegations/<slug:code>/requests/", "of_change_requests"),
    (r"/delegations/<slug:code>/", "of_meeting_delegations"),
    (r"/objectives/<", "of_objectives"),
    (r"/agenda/<", "of_items"),
    (r"/conclusions/<", "of_conclusions"),
    (r"/papers/offered/<", "of_offered_papers"),
    (r"/papers/<", "of_papers"),
    (r"/participants/[a-z-]+\.pdf$", "of_printouts"),
    (r"/points/<", "of_points"),
    (r"/participants/<", "of_participants"),
    (r"/renderings/<", "of_renderings"),
    (r"/releases/<", "of_releases"),
    (r"/report/comments/<", "of_comments"),
    (r"/report/rapporteurs/<", "of_rapporteurs"),
    (r"^/meetings/<", "of_meetings"),
    (r"^/questions/drafts/<", "of_question_drafts"),
    (r"^/questions/.*/answers/<", "of_question_answers"),
    (r"^/questions/<", "of_questions"),
    (r"^/assessments/.*/recommendations/<", "of_recommendations"),
    (r"^/assessments/<", "of_assessments"),
    (r"^/initiatives/propose/<", "of_points_to_take_up"),
    (r"^/initiatives/drafts/<", "of_drafts"),
    (r"^/initiatives/.*/steps/<", "of_initiative_steps"),
    (r"^/initiatives/.*/(?:join|leave|decline|reconsider)/<", "of_initiative_states"),
    (r"^/initiatives/<", "of_initiatives"),
    (r"^/news/<", "of_news"),
    (r"^/centres/<", "of_centres"),
    (r"^/practices/.*/use(?:-no-longer)?/<", "of_practice_states"),
    (r"^/practices/.*/files/<", "of_practice_files"),
    (r"^/practices/<", "of_practices"),
    (r"^/self-assessment/begin/<", "of_own_and_other_states"),
    (r"^/self-assessment/<", "of_self_assessments"),
    (r"^/newsletter/(?:contributions|pieces)/<", "of_contributions"),
    (r"^/newsletter/pictures/<int", "of_pictures"),
    (r"^/newsletter/pictures/<", "of_shown_pictures"),
    (r"^/newsletter/call/<", "of_calls"),
    (r"^/newsletter/clearance/<", "of_clearances"),
    (r"^/newsletter/confirm/<", "of_confirmations"),
    (r"^/newsletter/(?:preferences|unsubscribe|come-back)/<", "of_subscriptions"),
    (r"^/newsletter/readers/groups/<", "of_reader_groups"),
    (r"^/newsletter/readers/members/<", "of_group_members"),
    (r"^/newsletter/readers/<", "of_readers"),
    (r"^/newsletter/(?:issues/)?<", "of_issues"),
    (r"^/desk/mail/.*<", "of_mail"),
    (r"^/jobs/<", "of_jobs"),
    (r"^/accounts/kept/<", "of_kept_forms"),
    (r"^/accounts/mail/(?:leave|return)/<", "of_digests"),
    (r"^/approvers/<", "of_acting_approvers"),
    (r"^/accounts/invitation/<", "of_invitations"),
    (r"^/accounts/password/reset/key/\(", "of_password_links"),
    (r"^/admin/\w+/(\w+)/<", "of_administration"),
]
# Arguments of an address that name no object, by the route's name, and those that no test can make.
ARGUMENTS: dict[str, Named] = {
    "meetings:agenda_paste_undo": {"key": UUID(int=1)},
    "meetings:paper_version": {"language": "en", "number": 1},
    "meetings:papers_preview": {"batch": UUID(int=1)},
    "newsletter:piece_act": {"what": "up"},
    "network:structure": {"slug": "tntd"},
    "network:field": {"slug": "policing"},
    "network:follow": {"sort": "kind", "key": "practice"},
    "network:stop_following": {"sort": "kind", "key": "practice"},
    "newsletter:take_up": {"key": "practice-0"},
    "newsletter:letter": {"look": "light"},
    "newsletter:dispatch_act": {"what": "pause"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "admin:app_list": {"app_label": "network"},
    "admin:view_on_site": {"content_type_id": "some", "object_id": "path"},
}


@dataclass
class Walk:
    """Requests every address as every role, in the transaction of the test."""

    scene: Scene
    clients: dict[str, Client]
    things: dict[tuple[str, tuple[str, ...]], Targets] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> "Walk":
        accounts: dict[str, User] = {role: make_user(Role(role)) for role in Role.values}
        accounts[Role.DELEGATION] = make_delegate(OWN)
        clients = {caller: Client(raise_request_exception=False) for caller in CALLERS}
        for caller in CALLERS:
            if caller != VISITOR:
                clients[caller].force_login(accounts[caller])
        return cls(Scene(accounts), clients)

    def lines(self, route: Route) -> Iterator[str]:
        """Yield a line for each method and object: method, address, object, and the answer to each role."""
        for label, address in self._addresses(route):
            for method in ("GET", "POST"):
                answers = [self._word(caller, method, address) for caller in CALLERS]
                yield line_of(method, route.pattern, label, answers)

    def breaking(self, route: Route, caller: str, number: int) -> Iterator[str]:
        """Yield the addresses that answer 500 or more with `number` in the place of one of theirs."""
        for named in self._targets(route).values():
            for name in re.findall(r"<int:(\w+)>", route.pattern):
                address = _filled(route.pattern, named | {name: number})
                for method in ("GET", "POST"):
                    word = self._word(caller, method, address)
                    if word.startswith("5"):
                        yield f"{method} {address}"

    def _addresses(self, route: Route) -> Iterator[tuple[str, str]]:
        for label, named in self._targets(route).items():
            yield label, _filled(route.pattern, named)

    def _targets(self, route: Route) -> Targets:
        arguments = ARGUMENTS.get(route.name, {})
        if not _BRACKETS.search(route.pattern) or "(?P<url>" in route.pattern:
            return {"": {"url": "nowhere/"}}
        for pattern, name in NAMED:
            if match := re.search(pattern, route.pattern):
                return {
                    label: named | arguments for label, named in self._things(name, *match.groups()).items()
                }
        return {"": arguments}

    def _things(self, name: str, *groups: str) -> Targets:
        """Make the objects once; all addresses name the same ones."""
        if (name, groups) not in self.things:
            self.things[name, groups] = getattr(self.scene, name)(*groups)
        return self.things[name, groups]

    def _word(self, caller: str, method: str, address: str) -> str:
        client = self.clients[caller]
        cookies = client.cookies.output(header="")
        with transaction.atomic():
            response = client.generic(method, address)
            word = _word_of(cast("HttpResponseBase", response))
            if response.streaming:
                b"".join(response)
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
        return word


def _filled(pattern: str, named: Named) -> str:
    return _BRACKETS.sub(lambda match: str(named[match[1] or match[2]]), pattern).rstrip("$")


def _word_of(response: HttpResponseBase) -> str:
    if response.status_code == 404 or response.headers.get("Location", "").startswith(SIGN_IN):
        return HIDDEN
    refused = response.status_code in {403, 405} or response.status_code >= 500
    return str(response.status_code) if refused else ADMITTED


def line_of(method: str, pattern: str, label: str, answers: list[str]) -> str:
    cells = " ".join(f"{word:<{len(caller)}}" for word, caller in zip(answers, CALLERS, strict=True))
    return f"{method:<4} {pattern:<62} {label:<20} {cells}".rstrip()


def heading(room: str) -> str:
    return line_of("", room, "", list(CALLERS))
