"""What questions add to other rooms; imported when the models are there."""

from exchange.questions import searchable, turns
from exchange.questions.documents import AnswersDocument
from exchange.questions.kinds import QuestionKind
from exchange.questions.newsworthy import closed_questions
from exchange.questions.sections import QUESTIONS_OF_FIELD
from exchange.questions.views import links
from network.rounds.kinds import register_kind
from network.sections import register_field_part
from nfp_portal.renderings.registry import register as register_documents
from nfp_portal.ui.newsworthy import register_source_of_news


def register() -> None:
    register_kind(QuestionKind(), links.focal_point, afterwards=links.focal_point_afterwards)
    register_documents(AnswersDocument)
    register_field_part(QUESTIONS_OF_FIELD)
    register_source_of_news(closed_questions)
    links.register()
    searchable.register()
    turns.register()
