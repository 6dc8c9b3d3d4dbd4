"""What the addresses of the exchange name, for the permission matrix."""

from functools import cached_property
from typing import Any

from exchange.assessments.models import Assessment
from exchange.initiatives.models import Initiative
from exchange.practices.models import Practice
from exchange.questions.actions.asking import submit_question
from exchange.questions.models import Question
from exchange.self_assessment.models import SharedWith
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.models import Role, User
from tests.factories import (
    assessments,
    centres,
    initiatives,
    meetings,
    news,
    practices,
    questions,
    self_assessment,
)

Named = dict[str, Any]


class ExchangeScene:
    """What a scene asks, proposes and offers; questions that are open ask Austria and Poland."""

    accounts: dict[str, User]
    people: Any  # made by the scene: among them the focal point of the own State

    @cached_property
    def questions(self) -> dict[str, Question]:
        editor = self.accounts[Role.EDITOR]
        return {
            "open": questions.make_open_question(editor),
            "closed": questions.close(questions.make_open_question(editor)),
            "closed, for focal points": questions.close(
                questions.make_open_question(editor, audience=Audience.FOCAL_POINTS)
            ),
        }

    def of_questions(self) -> dict[str, Named]:
        return {label: {"number": each.number} for label, each in self.questions.items()}

    def of_question_answers(self) -> dict[str, Named]:
        shown, _people = self.questions["open"], self.people
        return {
            "own State": {"number": shown.number, "code": "AT"},
            "another State": {"number": shown.number, "code": "PL"},
        }

    def of_question_drafts(self) -> dict[str, Named]:
        own = questions.make_question(self.accounts[Role.FOCAL_POINT], "AT", "PL")
        submitted = questions.make_question(self.accounts[Role.EDITOR])
        submit_question(submitted.pk, by=self.accounts[Role.EDITOR])
        return {"a focal point's": {"key": own.key}, "submitted": {"key": submitted.key}}

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        _people = self.people
        return {
            "requested by the own State": assessments.make_request("AT"),
            "handed over to the own State": assessments.make_handed_over("AT"),
            "handed over to another State": assessments.make_handed_over("PL"),
            "opened by another State": assessments.make_opened("PL"),
        }

    def of_assessments(self) -> dict[str, Named]:
        return {label: {"key": each.key} for label, each in self.assessments.items()}

    def of_recommendations(self) -> dict[str, Named]:
        return {
            label: {"key": each.key, "part": part.key}
            for label, each in self.assessments.items()
            if (part := each.recommendations.first())
        }

    @cached_property
    def initiatives(self) -> dict[str, Initiative]:
        return {
            "proposed by the own State": initiatives.make_initiative("Proposed", "AT"),
            "endorsed, of another State, for all": initiatives.make_initiative(
                "Endorsed", "PL", status="endorsed", audience=Audience.ALL
            ),
            "declined, of another State": initiatives.make_initiative("Declined", "PL", status="declined"),
            "draft of the own State": initiatives.make_draft("Drafted", "AT"),
            "draft of another State": initiatives.make_draft("Drafted elsewhere", "PL"),
        }

    def of_initiatives(self) -> dict[str, Named]:
        return {label: {"number": each.number} for label, each in self.initiatives.items()}

    def of_drafts(self) -> dict[str, Named]:
        return {label: {"key": each.key} for label, each in self.initiatives.items()}

    def of_initiative_states(self) -> dict[str, Named]:
        shown, _people = self.initiatives["endorsed, of another State, for all"], self.people
        return {
            "own State": {"number": shown.number, "iso2": "AT"},
            "another State": {"number": shown.number, "iso2": "PL"},
        }

    def of_initiative_steps(self) -> dict[str, Named]:
        shown = self.initiatives["endorsed, of another State, for all"]
        return {"": {"number": shown.number, "key": shown.steps.get().key}}

    def of_points_to_take_up(self) -> dict[str, Named]:
        meeting, _people = meetings.make_coming_meeting(slug="taken-up"), self.people
        return {
            "raised by the own State": {"key": meetings.make_point(meeting, "Own", "AT").key},
            "raised by another State": {"key": meetings.make_point(meeting, "Other", "PL").key},
        }

    def of_news(self) -> dict[str, Named]:
        editor, approver = self.accounts[Role.EDITOR], self.accounts[Role.APPROVER]
        return {
            "draft": {"slug": news.make_draft("Draft", by=editor).slug},
            "submitted": {"slug": news.make_submitted("Submitted", by=editor).slug},
            "published": {"slug": news.make_published("Published", by=editor, approver=approver).slug},
        }

    @cached_property
    def practices(self) -> dict[str, Practice]:
        _people = self.people
        return {
            "offered by the own State": practices.offer_practice("Offered"),
            "offered by another State": practices.offer_practice("Also offered", "PL"),
            "published for focal points": practices.make_practice("Published", "PL"),
            "published for all": practices.make_practice("Open", "PL", audience=Audience.ALL),
        }

    def of_practices(self) -> dict[str, Named]:
        return {label: {"slug": each.slug} for label, each in self.practices.items()}

    def of_centres(self) -> dict[str, Named]:
        _people = self.people
        return {
            "hosted by the own State": {"slug": centres.make_centre("Own", "AT", "databases").slug},
            "hosted by another State": {"slug": centres.make_centre("Other", "PL", "databases").slug},
        }

    def of_practice_states(self) -> dict[str, Named]:
        shown = self.practices["published for all"]
        return {
            "own State": {"slug": shown.slug, "iso2": "AT"},
            "another State": {"slug": shown.slug, "iso2": "DE"},
        }

    def of_practice_files(self) -> dict[str, Named]:
        return {
            label: {"slug": each.slug, "key": practices.add_file(each).key}
            for label, each in self.practices.items()
        }

    def of_own_and_other_states(self) -> dict[str, Named]:
        _people = self.people
        return {"own State": {"iso2": "AT"}, "another State": {"iso2": "PL"}}

    def of_self_assessments(self) -> dict[str, Named]:
        _people, closed = self.people, self_assessment.make_closed
        return {
            "of the own State, closed": {"key": closed("AT").key},
            "of the own State, open": {"key": self_assessment.begin("AT").key},
            "of another State, closed": {"key": closed("PL").key},
            "of another State, open": {"key": self_assessment.begin("PL").key},
            "shared with focal points": {"key": closed("FI", SharedWith.FOCAL_POINTS).key},
            "shared with the secretariat": {"key": closed("EE", SharedWith.SECRETARIAT).key},
        }
