"""A draft is given up by its State or on its behalf: nothing is left to read, and Undo brings it back."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from exchange.assessments import actions as assessments
from exchange.assessments.models import Recommendation
from exchange.initiatives import actions
from exchange.initiatives.models import Initiative, Sponsor, Step
from network.models import FieldOfWork
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.assessments import first_of, make_handed_over
from tests.factories.initiatives import make_draft, make_initiative
from tests.factories.meetings import make_meeting
from tests.factories.network import make_delegate, make_focal_point, state

pytestmark = pytest.mark.django_db


def giving_up(draft: Initiative) -> str:
    return f"/initiatives/drafts/{draft.key}/give-up/"


def restoring(draft: Initiative) -> str:
    return f"/initiatives/drafts/{draft.key}/restore/"


def make_recommended() -> tuple[Recommendation, Initiative]:
    """An endorsed recommendation to Austria, and the draft that came of it."""
    part = first_of(make_handed_over("AT", "Patrols", "Train at night."))
    assessments.decide(part, "endorsed", "", revision=part.revision, by=None)
    return part, make_initiative_of(part)


def make_initiative_of(part: Recommendation) -> Initiative:
    return assessments.make_initiative(first_of(part.assessment), by=None)


def verdict_url(part: Recommendation, act: str) -> str:
    return f"{part.assessment.get_absolute_url()}recommendations/{part.key}/{act}/"


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_focal_point("AT"),
        lambda: make_delegate("AT"),
        lambda: make_user(Role.EDITOR),
        lambda: make_user(Role.APPROVER),
    ],
)
def test_its_state_and_editors_on_its_behalf_give_a_draft_up_after_a_question(make: Any) -> None:
    draft, user = make_draft("Quollform"), make()
    client = client_of(user)
    assert giving_up(draft) in client.get(draft.get_absolute_url()).content.decode()
    page = client.get(giving_up(draft)).content.decode()
    expected = ("Quollform", "is on no page", "history of the assessment names it", "is free again")
    assert [text for text in expected if text not in page] == []
    assert ("on behalf of Austria" in page) == (user.role in {Role.EDITOR, Role.APPROVER})
    for _click in range(2):
        answer = client.post(giving_up(draft), follow=True).content.decode()
        assert ("The draft is given up." in answer, restoring(draft) in answer) == (True, True)
    assert Initiative.objects.count() == 0
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_who_opens_the_letter_about_a_draft_reads_that_a_colleague_gave_it_up() -> None:
    draft, late, other = make_draft(), client_of(make_delegate("AT")), client_of(make_focal_point("PL"))
    client_of(make_focal_point("AT")).post(giving_up(draft))
    proposing = f"/initiatives/drafts/{draft.key}/propose/"
    for act in (late.get, late.post):
        answer = act(proposing, follow=True)
        assert answer.redirect_chain == [("/initiatives/", 302)]
        assert "The draft was given up meanwhile." in answer.content.decode()
    assert (other.get(proposing).status_code, other.post(proposing).status_code) == (404, 404)
    assert Initiative.objects.count() == 0


def test_nobody_else_gives_it_up_or_restores_it() -> None:
    draft = make_draft()
    others = [
        make_focal_point("PL"),
        make_delegate("PL"),
        *map(make_user, (Role.PARTNER, Role.ADMINISTRATOR)),
    ]
    clients = [*map(client_of, others), Client()]
    assert {client.post(giving_up(draft)).status_code for client in clients} == {404, 302}
    assert Initiative.objects.count() == 1
    actions.give_up_draft(draft)
    assert {client.post(giving_up(draft)).status_code for client in clients} == {404, 302}
    assert {client.post(restoring(draft)).status_code for client in clients} == {404, 302}
    assert Initiative.objects.count() == 0


def test_what_is_proposed_meanwhile_is_not_given_up() -> None:
    draft, own = make_draft(), client_of(make_focal_point("AT"))
    proposed = actions.propose_draft(draft, revision=1)
    answer = own.post(giving_up(draft), follow=True)
    assert answer.redirect_chain == [(proposed.get_absolute_url(), 302)]
    assert "was changed meanwhile" in answer.content.decode()
    with pytest.raises(actions.InitiativeClosedError):
        actions.give_up_draft(draft)
    assert Initiative.objects.count() == 1


def test_the_recommendation_is_free_again_for_another_draft_or_another_verdict() -> None:
    part, draft = make_recommended()
    own = client_of(make_delegate("AT"))
    page = part.assessment.get_absolute_url()
    assert "Take the verdict back" not in own.get(page).content.decode()
    own.post(giving_up(draft))
    free = own.get(page).content.decode()
    assert [text for text in ("Take the verdict back", "Make it an initiative") if text not in free] == []
    own.post(verdict_url(part, "initiative"))
    assert (Initiative.objects.get().is_draft, Initiative.objects.get().pk == draft.pk) == (True, False)
    own.post(giving_up(draft))
    own.post(verdict_url(part, "take-back"))
    assert Recommendation.objects.get().verdict == "waiting"


def test_undo_brings_it_back_as_it_was_and_once() -> None:
    part, draft = make_recommended()
    actions.change(draft, {"summary": "In other words."}, revision=1, is_editor=False)
    own = client_of(make_focal_point("AT"))
    own.post(giving_up(draft))
    for _time in range(2):
        assert own.post(restoring(draft))["Location"] == draft.get_absolute_url()
    back = Initiative.objects.get()
    assert (back.pk, back.number, back.summary, back.status) == (
        draft.pk,
        draft.number,
        "In other words.",
        "draft",
    )
    assert [each.state.iso2 for each in Sponsor.objects.all() if each.state] == ["AT"]
    assert Step.objects.count() == 1
    assert first_of(part.assessment).initiative == back
    own.post(giving_up(draft))
    own.post(restoring(draft))
    assert (Sponsor.objects.count(), Step.objects.count()) == (1, 1)


def test_it_comes_back_without_what_was_removed_meanwhile() -> None:
    meeting, event, kept = (make_meeting(slug=slug) for slug in ("came-from", "led-to", "kept"))
    user, field = make_user(Role.EDITOR), FieldOfWork.objects.get(slug="policing")
    first = make_draft("Quollform", meeting=meeting, event=kept, field=field)
    second = make_draft("Quollplan", meeting=kept, event=event)
    Initiative.objects.update(proposed_by=user)
    Step.objects.update(meeting=meeting)
    for draft in (first, second):
        actions.give_up_draft(draft)
    for each in (meeting, event, user):
        each.delete()
    own = client_of(make_delegate("AT"))
    assert [own.post(restoring(draft)).status_code for draft in (first, second)] == [302, 302]
    rows = {
        row.title: (row.meeting, row.event, row.field, row.proposed_by) for row in Initiative.objects.all()
    }
    assert rows == {"Quollform": (None, kept, field, None), "Quollplan": (kept, None, None, None)}
    assert [step.meeting for step in Step.objects.all()] == [None, None]


@pytest.mark.django_db(transaction=True)
def test_a_state_that_left_before_it_was_a_draft_does_not_bring_it_back() -> None:
    draft = make_initiative()
    actions.join(draft, state("PL"))
    actions.leave(draft, state("PL"))
    Step.objects.create(initiative=draft, status="draft", on=timezone.localdate())
    actions.give_up_draft(draft)
    assert client_of(make_delegate("PL")).post(restoring(draft)).status_code == 404
    assert client_of(make_delegate("AT")).post(restoring(draft)).status_code == 302


def test_undo_leaves_another_draft_and_another_verdict_alone() -> None:
    part, draft = make_recommended()
    own = client_of(make_focal_point("AT"))
    own.post(giving_up(draft))
    other = make_initiative_of(part)
    assert own.post(restoring(draft))["Location"] == other.get_absolute_url()
    own.post(giving_up(draft))
    own.post(verdict_url(part, "take-back"))
    own.post(restoring(draft))
    assert Initiative.objects.count() == 1
    assert (first_of(part.assessment).verdict, first_of(part.assessment).initiative) == ("waiting", None)


@pytest.mark.parametrize("makes", [lambda: make_delegate("AT"), lambda: make_user(Role.EDITOR)])
def test_it_is_brought_back_from_its_recommendation_later(makes: Any) -> None:
    part, draft = make_recommended()
    who_gives_up = makes()
    page, offered = part.assessment.get_absolute_url(), f'action="{restoring(draft)}"'
    client_of(who_gives_up).post(giving_up(draft))
    own, editor = client_of(make_focal_point("AT")), client_of(make_user(Role.APPROVER))
    by_editor = who_gives_up.role == Role.EDITOR
    assert [offered in each.get(page).content.decode() for each in (own, editor)] == [True, by_editor]
    assert editor.post(restoring(draft)).status_code == (302 if by_editor else 404)
    assert own.post(restoring(draft))["Location"] == draft.get_absolute_url()
    assert offered not in own.get(page).content.decode()
    assert first_of(part.assessment).initiative == draft


def test_the_history_of_the_assessment_names_it_and_who_gave_it_up() -> None:
    part, draft = make_recommended()
    user = make_delegate("AT")
    client_of(user).post(giving_up(draft))
    url = f"{part.assessment.get_absolute_url()}history/"
    page = client_of(make_user(Role.EDITOR)).get(url).content.decode()
    latest = page.partition("Initiative:")[2].partition("Initiative:")[0]
    assert ("Train at night." in latest, "removed" in latest) == (True, True)
    assert user.name in page
    client_of(user).post(restoring(draft))
    page = client_of(make_user(Role.EDITOR)).get(url).content.decode()
    assert "added" in page.partition("Initiative:")[2].partition("Initiative:")[0]


def test_an_initiative_that_was_no_draft_has_no_undo_of_that_kind() -> None:
    made, own = make_draft(), client_of(make_focal_point("AT"))
    actions.propose_draft(made, revision=1)
    assert own.post(restoring(made))["Location"] == Initiative.objects.get().get_absolute_url()
