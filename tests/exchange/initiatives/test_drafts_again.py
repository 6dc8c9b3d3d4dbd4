"""What was proposed at once from an unopened assessment is a draft again, unless somebody has built on it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from exchange.assessments import actions as assessments
from exchange.assessments.models import Recommendation
from exchange.initiatives import actions
from exchange.initiatives.models import Initiative, SponsorInvitation, Step
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role
from tests.factories.accounts import client_of, make_user
from tests.factories.assessments import first_of, make_handed_over, renewed
from tests.factories.centres import make_centre
from tests.factories.initiatives import make_initiative, make_step
from tests.factories.meetings import make_meeting, make_report, publish
from tests.factories.network import make_focal_point, state
from tests.factories.practices import make_practice

pytestmark = pytest.mark.django_db
RUNBOOK = Path(__file__).resolve().parents[3] / "docs" / "runbook.md"


def make_proposed_at_once(title: str = "Quollform") -> Initiative:
    """What one click made before there were drafts: an initiative of a recommendation to Austria."""
    part = first_of(make_handed_over("AT"))
    assessments.decide(part, "endorsed", "", revision=part.revision, by=None)
    made = make_initiative(title, "AT")
    Recommendation.objects.filter(pk=part.pk).update(initiative=made)
    return made


def migrate() -> None:
    import_module("exchange.migrations.0021_drafts_of_unopened_assessments").draft_again(apps, None)


def current(initiative: Initiative) -> Initiative:
    row: Initiative = Initiative.objects.get(pk=initiative.pk)
    return row


def test_it_is_a_draft_again_which_its_state_proposes_and_others_do_not_read() -> None:
    made, pole = make_proposed_at_once(), client_of(make_focal_point("PL"))
    former = made.get_absolute_url()
    assert pole.get(former).status_code == 200
    migrate()
    draft = current(made)
    assert (draft.is_draft, draft.proposed_on, draft.number > 1_000_000) == (True, None, True)
    assert pole.get(former).status_code == pole.get(draft.get_absolute_url()).status_code == 404
    assert Client().get(former).status_code == 302
    for user in (make_focal_point("AT"), make_user(Role.EDITOR)):
        assert client_of(user).get(former)["Location"] == draft.get_absolute_url()
    proposed = actions.propose_draft(draft, revision=draft.revision)
    migrate()
    assert current(proposed).status == "proposed"  # its State has seen what others read


def test_its_former_number_is_given_to_no_other() -> None:
    made = make_proposed_at_once()
    migrate()
    assert make_initiative("Another", "PL").number == made.number + 1
    assert (
        client_of(make_focal_point("AT")).get(made.get_absolute_url())["Location"]
        == current(made).get_absolute_url()
    )


def join(made: Initiative) -> None:
    actions.join(made, state("PL"))


def invite(made: Initiative) -> None:
    SponsorInvitation.objects.create(initiative=made, state=state("PL"))


def note(made: Initiative) -> None:
    actions.record_step(made, uuid4(), {"status": "", "text": "A first talk."}, by=None)


def merge(made: Initiative) -> None:
    make_step(make_initiative("Another", "PL"), "merged", merged_into=made)


def link_centre(made: Initiative) -> None:
    make_centre().initiatives.add(made)


def link_practice(made: Initiative) -> None:
    Initiative.objects.filter(pk=made.pk).update(practice=make_practice("Forms"))


def link_meeting(made: Initiative) -> None:
    Initiative.objects.filter(pk=made.pk).update(event=make_meeting(slug="led-to"))


def release(made: Initiative) -> None:
    report = make_report(make_meeting(slug="reported"), edited_by=make_user(Role.EDITOR))
    publish(report, by=make_user(Role.APPROVER))


def open_assessment(made: Initiative) -> None:
    part = Recommendation.objects.get(initiative=made)
    assessments.open_to(part.assessment, Audience.FOCAL_POINTS, revision=part.assessment.revision)


def open_and_close(made: Initiative) -> None:
    open_assessment(made)
    assessments.close(renewed(Recommendation.objects.get(initiative=made).assessment))


BUILT = [join, invite, note, merge, link_centre, link_practice, link_meeting, release]


@pytest.mark.parametrize("build", [*BUILT, open_assessment, open_and_close])
def test_it_stays_once_something_was_built_on_it_or_the_assessment_was_opened(
    build: Callable[[Initiative], None],
) -> None:
    made = make_proposed_at_once()
    build(made)
    before = current(made)
    migrate()
    after = current(made)
    assert (after.number, after.revision, after.status) == (before.number, before.revision, "proposed")


def test_initiatives_that_came_of_no_assessment_stay() -> None:
    made = make_initiative()
    migrate()
    assert (current(made).status, Step.objects.count()) == ("proposed", 0)


def test_the_runbook_finds_those_that_stay_as_long_as_the_assessment_is_not_opened() -> None:
    section = RUNBOOK.read_text().partition("## Initiatives of assessments that are not opened")[2]
    query = section.partition(' nfp -c \\\n  "')[2].partition('"\n```')[0]
    kept, again, opened = (make_proposed_at_once(title) for title in ("Kept", "Again", "Opened"))
    join(kept)
    open_assessment(opened)
    make_initiative("Of no assessment", "AT")
    migrate()
    actions.propose_draft(current(again), revision=current(again).revision)
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchall() == [(kept.number, "AT", "Kept")]
