"""What questions add to rounds, documents, turns and search; imported with the models there."""

from exchange.questions import searchable, turns
from exchange.questions.documents import AnswersDocument
from exchange.questions.kinds import QuestionKind
from exchange.questions.views import links
from network.rounds.kinds import register_kind
from nfp_portal.renderings.registry import register as register_documents


def register() -> None:
    register_kind(QuestionKind(), links.focal_point, afterwards=links.focal_point_afterwards)
    register_documents(AnswersDocument)
    links.register()
    searchable.register()
    turns.register()
