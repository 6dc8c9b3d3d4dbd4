"""Who asks, checks, answers and sums up."""

from exchange.permissions import may_edit
from exchange.questions.models import Question
from network.models import State
from network.permissions import represented_states
from nfp_portal.accounts.access import FOCAL_POINTS, Reader
from nfp_portal.accounts.models import Role

# Who may answer on the portal.
ANSWERING = FOCAL_POINTS | {Role.DELEGATION}


def is_asking_side(reader: Reader, question: Question) -> bool:
    """Whether the reader belongs to who asks, and so reads what is for them alone."""
    if question.state_id is None:
        return may_edit(reader)
    return represented_states(reader).filter(pk=question.state_id).exists()


def may_write(reader: Reader, question: Question) -> bool:
    """Whether the reader writes this draft: its author, as long as they speak for who asks."""
    is_author = question.author_id is not None and question.author_id == reader.pk
    return not question.is_opened and is_author and (may_edit(reader) or is_asking_side(reader, question))


def may_extend(reader: Reader, question: Question) -> bool:
    return question.is_open and (may_edit(reader) or is_asking_side(reader, question))


def may_answer_for(reader: Reader, state: State) -> bool:
    """Whether the reader answers for a State: its focal points and delegation, and editors on its behalf."""
    return may_edit(reader) or represented_states(reader).filter(pk=state.pk).exists()
