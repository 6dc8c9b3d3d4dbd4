"""A draft is read by its State and the secretariat, until its State proposes it or gives it up."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from exchange.initiatives import actions
from exchange.initiatives.models import Initiative, Step
from exchange.initiatives.tables import open_initiatives
from meetings.reports.models import Conclusion
from network.following.actions import save_choices, take_news
from network.following.choices import Choices
from network.models import FieldOfWork
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from nfp_portal.turns.listing import turns_for
from nfp_portal.turns.registry import source_named
from tests.factories.accounts import client_of, make_user
from tests.factories.initiatives import make_draft, make_initiative
from tests.factories.meetings import make_meeting
from tests.factories.network import make_delegate, make_focal_point, state
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db


def current(initiative: Initiative) -> Initiative:
    row: Initiative = Initiative.objects.get(pk=initiative.pk)
    return row


def propose(client: Client, draft: Initiative, revision: int) -> int:
    return client.post(proposing(draft), {"revision": revision}).status_code


def proposing(draft: Initiative) -> str:
    return f"/initiatives/drafts/{draft.key}/propose/"


def main_of(client: Client, path: str) -> str:
    return client.get(path).content.decode().partition("<main")[2]


def test_its_state_and_the_secretariat_read_a_draft_and_nobody_else_does() -> None:
    draft = make_draft("Quollform")
    own = (make_focal_point("AT"), make_delegate("AT"), make_user(Role.EDITOR), make_user(Role.APPROVER))
    for user in own:
        page = client_of(user).get(draft.get_absolute_url()).content.decode()
        assert [part for part in ("Draft of Austria", "read this draft") if part not in page] == []
    others = (make_focal_point("PL"), make_delegate("PL"), make_user(Role.PARTNER))
    for client in (*map(client_of, others), Client()):
        assert client.get(draft.get_absolute_url()).status_code in {302, 404}
        for path in ("/initiatives/?status=all", "/initiatives/?status=draft", "/states/AT/"):
            assert "Quollform" not in client.get(path).content.decode()
        assert client.get("/search/?q=quollform").context["results"].results == []
    for audience in Audience:
        table = open_initiatives(make_meeting(slug=f"for-{audience}"), audience)
        assert table is not None
        assert "Quollform" not in str(table)


@pytest.mark.parametrize("make", [make_focal_point, make_delegate])
def test_the_people_of_its_state_propose_it_and_its_story_says_no_draft(make: Any) -> None:
    draft, own, pole = make_draft(), client_of(make("AT")), client_of(make_focal_point("PL"))
    assert propose(own, draft, 1) == 302
    assert (current(draft).status, current(draft).proposed_on) == ("proposed", timezone.localdate())
    page = main_of(pole, current(draft).get_absolute_url())
    assert ("Proposed by Austria" in page, "Draft" in page) == (True, False)


def test_one_sees_first_all_that_others_will_read() -> None:
    field = FieldOfWork.objects.get(slug="policing")
    meeting, event = (make_meeting(title=title, slug=title.lower()) for title in ("Quollmeet", "Quollevent"))
    conclusion = Conclusion.objects.filter(meeting__slug="10", audience=Audience.ALL).earliest("position")
    draft = make_draft(
        support="Quollmoney",
        lead="Quollguard",
        organisers="Quollhost",
        next_step="Quollnext",
        due_on=date(2027, 3, 4),
        field=field,
        meeting=meeting,
        conclusion=conclusion,
        event=event,
        practice=make_practice("Quollpractice"),
    )
    own = client_of(make_focal_point("AT"))
    preview = main_of(own, proposing(draft))
    published = [
        *("One form", "Why.", "Proposed by Austria", "Quollmoney", "Quollguard", "Quollhost", "Quollnext"),
        *("4 March 2027", field.name, "Quollmeet", f"#conclusions-{conclusion.key}", "Quollevent"),
        *("Quollpractice", date_format(timezone.localdate(), "j F Y")),
    ]
    assert [text for text in published if text not in preview] == []
    assert "Draft of" not in preview
    propose(own, draft, 1)
    page = main_of(client_of(make_focal_point("PL")), current(draft).get_absolute_url())
    assert [text for text in published if text not in page] == []


def test_to_propose_twice_leads_to_the_initiative_and_changes_nothing() -> None:
    draft, own = make_draft(), client_of(make_focal_point("AT"))
    propose(own, draft, 1)
    proposed = current(draft)
    for answer in (own.post(proposing(draft), {"revision": 1}), own.get(proposing(draft))):
        assert (answer.status_code, answer["Location"]) == (302, proposed.get_absolute_url())
    assert (current(draft).number, current(draft).revision) == (proposed.number, proposed.revision)


def test_its_state_finds_its_draft_on_the_list_without_a_filter() -> None:
    make_draft("Quollform")
    make_initiative("Quolldone", status="done")
    readers = (make_focal_point("AT"), make_delegate("AT"), make_focal_point("PL"), make_user(Role.EDITOR))
    lists = [main_of(client_of(user), "/initiatives/") for user in readers]
    assert ["Quollform" in each for each in lists] == [True, True, False, False]
    assert ["Quolldone" in each for each in lists] == [False] * 4


def test_a_proposed_draft_waits_for_editors_since_the_day_of_its_proposal() -> None:
    draft, editor = make_draft(), make_user(Role.EDITOR)
    Initiative.objects.filter(pk=draft.pk).update(recorded_at=timezone.now() - timedelta(days=30))
    actions.propose_draft(draft, revision=1)
    rows = source_named("initiative to look at").rows(editor)
    assert rows is not None
    assert [timezone.localdate(each.since) for each in rows] == [timezone.localdate()]


def test_a_draft_waits_for_the_people_of_its_state_until_it_is_proposed_or_given_up() -> None:
    drafts = make_draft("Quollform"), make_draft("Quollplan")
    own, delegate = make_focal_point("AT"), make_delegate("AT")
    others = (make_focal_point("PL"), make_delegate("PL"), make_user(Role.EDITOR), make_user(Role.PARTNER))
    expected = [(each.title, proposing(each)) for each in drafts]
    for user in (own, delegate):
        items = [turn.item for turn in turns_for(user).shown]
        assert [(item.title, item.url) for item in items] == expected
    assert "Quoll" not in str([turns_for(user).shown for user in others])
    actions.propose_draft(drafts[0], revision=1)
    actions.give_up_draft(drafts[1])
    assert [turns_for(user).shown for user in (own, delegate)] == [[], []]


def test_a_delegation_rewords_a_draft_and_nothing_that_is_proposed() -> None:
    draft, delegate = make_draft(), client_of(make_delegate("AT"))
    sent = {"key": str(draft.key), "revision": "1", "title": "Two forms", "summary": "Why."}
    assert delegate.post(f"{draft.get_absolute_url()}change/", sent).status_code == 302
    assert current(draft).title == "Two forms"
    proposed = actions.propose_draft(draft, revision=2)
    assert delegate.get(f"{proposed.get_absolute_url()}change/").status_code == 404


def test_the_address_that_a_draft_had_leads_to_the_initiative_for_who_reads_it() -> None:
    draft = make_draft()
    former, proposed = draft.get_absolute_url(), actions.propose_draft(draft, revision=1)
    own, pole = client_of(make_focal_point("AT")), client_of(make_focal_point("PL"))
    answers = [client.get(former) for client in (own, pole)]
    assert [(each.status_code, each["Location"]) for each in answers] == [
        (302, proposed.get_absolute_url())
    ] * 2
    assert client_of(make_user(Role.PARTNER)).get(former).status_code == 404
    assert "/accounts/login/" in Client().get(former)["Location"]


def test_what_was_typed_into_a_draft_that_is_proposed_meanwhile_is_not_lost() -> None:
    draft, own = make_draft(), client_of(make_focal_point("AT"))
    former = f"{draft.get_absolute_url()}change/"
    actions.propose_draft(draft, revision=1)
    sent = {"key": str(draft.key), "revision": "1", "title": "Two forms", "summary": "Why."}
    answer = own.post(former, sent)
    assert (answer.status_code, "Two forms" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("make", [make_focal_point, make_delegate])
def test_what_its_state_types_too_late_is_not_lost(make: Any) -> None:
    proposed, given_up = make_draft(), make_draft()
    others = client_of(make_focal_point("PL")), client_of(make_user(Role.PARTNER))
    clients = client_of(make("AT")), client_of(make_user(Role.EDITOR))
    actions.record_step(
        actions.propose_draft(proposed, revision=1), uuid4(), {"status": "discussed"}, by=None
    )
    actions.give_up_draft(given_up)
    why = {proposed: "was changed meanwhile", given_up: "was given up meanwhile"}
    for draft, client in ((proposed, clients[0]), (given_up, clients[0]), (given_up, clients[1])):
        sent = {"key": str(draft.key), "revision": "1", "title": "Two forms", "summary": "Why not."}
        address = f"{draft.get_absolute_url()}change/"
        answer = client.post(address, sent)
        missing = [
            each for each in ("Two forms", "Why not.", why[draft]) if each not in answer.content.decode()
        ]
        assert (answer.status_code, missing) == (409, [])
        assert [each.post(address, sent).status_code for each in others] == [404, 404]
    assert client.get(address).status_code == 404


def test_no_gap_among_the_numbers_tells_of_a_draft() -> None:
    first, drafts, second = make_initiative(), (make_draft(), make_draft()), make_initiative()
    proposed = actions.propose_draft(drafts[1], revision=1)
    assert [each.number for each in (first, second, proposed)] == [1, 2, 3]
    assert abs(drafts[0].number - drafts[1].number) > 1  # nor does one draft tell of another


def test_nobody_else_proposes_it() -> None:
    draft = make_draft()
    others = (make_delegate("PL"), make_focal_point("PL"), make_user(Role.EDITOR), make_user(Role.APPROVER))
    assert {propose(client_of(user), draft, 1) for user in others} == {404}
    assert current(draft).is_draft


def test_what_was_reworded_meanwhile_is_shown_again_before_it_is_proposed() -> None:
    draft, own = make_draft(), client_of(make_focal_point("AT"))
    actions.change(draft, {"summary": "Because."}, revision=1, is_editor=False)
    answer = own.post(proposing(draft), {"revision": 1}, follow=True)
    assert current(draft).is_draft
    assert "Because." in answer.content.decode()


def test_the_secretariat_neither_takes_the_draft_back_nor_records_a_step_over_it() -> None:
    draft, editor = make_draft(), client_of(make_user(Role.EDITOR))
    url, key = draft.get_absolute_url(), Step.objects.get().key
    assert "Take the last step back" not in editor.get(url).content.decode()
    editor.post(f"{url}steps/{key}/take-back/")
    editor.post(f"{url}step/", {"key": str(uuid4()), "status": "endorsed", "on": "2026-09-01"})
    assert current(draft).is_draft
    with pytest.raises(actions.InitiativeClosedError):
        actions.join(draft, state("PL"))


def test_who_follows_initiatives_learns_of_a_draft_when_it_is_proposed() -> None:
    pole = make_focal_point("PL")
    save_choices(pole, Choices(states=(state("AT"),), kinds=("initiative",)))
    draft = make_draft("Quollform")
    assert titles(pole) == []
    actions.propose_draft(draft, revision=1)
    assert titles(pole) == ["Quollform"]


def titles(user: User) -> list[str]:
    return [headline.title for news in take_news(user) for headline in news.headlines]


def test_an_initiative_is_a_draft_once() -> None:
    facts: dict[str, Any] = {"status": "draft", "on": date(2026, 9, 1)}
    with pytest.raises(IntegrityError, match="an_initiative_is_a_draft_once"):
        Step.objects.create(initiative=make_draft(), **facts)
