"""Questions to the Network, what their items ask, and the answers of States."""

from exchange.questions.models.answers import Answer, AnswerAudience, AnswerPart, Colleague, Copy
from exchange.questions.models.questions import Choice, ItemKind, Question, QuestionItem

__all__ = [
    "Answer",
    "AnswerAudience",
    "AnswerPart",
    "Choice",
    "Colleague",
    "Copy",
    "ItemKind",
    "Question",
    "QuestionItem",
]
