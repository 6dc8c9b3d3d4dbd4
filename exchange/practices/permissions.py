"""Who offers practices, rewords them, decides on them, uses them too."""

from collections.abc import Collection

from exchange.permissions import may_contribute, may_edit
from exchange.practices.models import Practice, PracticeStatus
from exchange.questions.models import Question
from exchange.questions.permissions import is_asking_side
from network.models import State
from nfp_portal.accounts.access import Reader


def may_make_of(question: Question, reader: Reader) -> bool:
    """Whether this account makes a practice of a closed question: the secretariat and who asked."""
    is_closed = question.is_opened and not question.is_open
    return is_closed and may_contribute(reader) and (may_edit(reader) or is_asking_side(reader, question))


def may_change(reader: Reader, practice: Practice, states: Collection[State]) -> bool:
    """Whether this account rewords it: the secretariat always, its State until it is published."""
    return may_edit(reader) or (practice.state in states and not practice.is_published)


def may_withdraw(reader: Reader, practice: Practice, states: Collection[State]) -> bool:
    is_its = practice.state in states or may_edit(reader)
    return is_its and practice.status != PracticeStatus.WITHDRAWN


def may_restore(reader: Reader, practice: Practice, states: Collection[State]) -> bool:
    """Whether this account takes a withdrawal back: the secretariat any, a State its own."""
    if practice.status != PracticeStatus.WITHDRAWN:
        return False
    return may_edit(reader) or (practice.state in states and not practice.is_withdrawn_by_editor)


def may_change_files(reader: Reader, practice: Practice, states: Collection[State]) -> bool:
    """Whether this account removes and restores files: the secretariat, its State until it is published.

    What its State withdrew after the publication comes back as it was read.
    """
    return may_edit(reader) or (practice.state in states and practice.published_at is None)


def may_use(practice: Practice, state: State) -> bool:
    """Whether a State says that it uses the practice too: not its own."""
    return practice.is_published and practice.state != state
