"""Earlier questions that sound like what somebody is about to ask."""

from django.db.models import F, FloatField, Func, Value

from exchange.questions.models import Question
from network.models.search_text import Letters
from nfp_portal.accounts.access import Reader

MOST = 5
ALIKE = 0.4
SHORTEST = 4


class Likeness(Func):
    """How much of one text's trigrams is in some part of another: 0 to 1."""

    function = "word_similarity"
    output_field = FloatField()


def similar_to(title: str, reader: Reader) -> list[Question]:
    """Return the opened questions whose titles are nearest to this one, best first; one query at most."""
    if len(title.strip()) < SHORTEST:
        return []
    rows = Question.objects.opened().visible_to(reader).with_facts()
    likeness = Likeness(Letters(Value(title)), Letters(F("title")))
    alike = rows.annotate(likeness=likeness).filter(likeness__gt=ALIKE)
    return list(alike.order_by("-likeness", "-number")[:MOST])
