"""Who asked is written to when the question opens and when it closes."""

from exchange.questions.letters import to_asker
from exchange.questions.models import Question
from meetings.recipients import Recipient, of_state
from network.rounds.models import Round
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE


def write_to_asker(question: Question, round_: Round) -> None:
    """Post the letter that the round is open, or closed; each once."""
    is_closed = round_.closed_at is not None
    key = f"question {question.key} {'closed' if is_closed else 'open'}"
    for number, recipient in enumerate(_askers(question)):
        letter = to_asker(question, round_, recipient, is_closed=is_closed)
        mail.post(
            to=recipient.address,
            **letter.parts,
            stream=NOTICE,
            key=f"{key} {number}",
            headers=mail.AUTOMATIC_HEADERS,
        )


def _askers(question: Question) -> list[Recipient]:
    """Return the account that asked, or the focal points of its State where it no longer speaks for that."""
    author = question.author
    if question.state is not None:
        return of_state(question.state, author)
    return [Recipient(str(author), author.email, author.language)] if author and author.is_active else []
