"""A message as mail: the text in the language it was written in, the frame in that of its recipient."""

import re

from django.conf import settings
from django.utils.translation import override, pgettext

from network.labels import state_in_text
from network.messages.models import Capacity, Message, MessageRecipient
from nfp_portal.mail.message import without_slots
from nfp_portal.text.normal import one_line
from nfp_portal.ui.letters import Letter, written_letter
from nfp_portal.ui.markdown import markdown_to_text, render_markdown

# The sentence that says why one receives it; each recipient has the own one.
REASON = "reason"
# A line ends where it was typed, which Markdown alone does not say.
_LINE_END = re.compile(r"(?<=\S)\r?\n(?=\S)")


def letter_of(message: Message, language: str, reason: str = "{{reason}}") -> Letter:
    """Write the letter in the frame of one language; without a `reason` that is a slot of the outbox."""
    typed = without_slots(message.text)
    with override(language):
        return written_letter(
            without_slots(one_line(message.subject)),
            text=markdown_to_text(typed),
            body=render_markdown(_LINE_END.sub("  \n", typed)),
            text_language=message.language,
            context={"reason": reason, "language": language},
        )


def reason_of(recipient: MessageRecipient) -> str:
    """Say in the recipient's language why this address gets the message."""
    with override(recipient.language):
        values = {"states": _owner(recipient)}
        if recipient.capacity == Capacity.FOCAL_POINT and values["states"]:
            return pgettext("letter", "You receive this as focal point of %(states)s.") % values
        if recipient.capacity == Capacity.CONTACT and values["states"]:
            sentence = pgettext("letter", "You receive this because this address is recorded for %(states)s.")
            return sentence % values
        return pgettext("letter", "You receive this because you are in the directory of the Network.")


def _owner(recipient: MessageRecipient) -> str:
    if recipient.state is not None:
        return state_in_text(recipient.state)
    return one_line(str(recipient.organisation)) if recipient.organisation else ""


def headers_of(message: Message) -> dict[str, str]:
    """Let answers reach whoever wrote, where that was chosen, else the secretariat."""
    return {"Reply-To": message.by.email if message.replies_to_writer else settings.HELP_ADDRESS}
