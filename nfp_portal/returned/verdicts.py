"""What a server's words about a mail that did not arrive mean for its address.

| words of the server | verdict |
|---|---|
| the mailbox or its domain does not exist, or takes no mail any more | hard |
| the content, the sender or a policy is refused; the message is too large | content |
| anything else that failed: full, too slow, a loop, an answer nobody knows | soft |

A code of RFC 3463 counts before prose, but for 5.0.0, which says nothing.
"""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from nfp_portal.mail.replies import Reply

_REFUSES_SENDER = {(1, 7), (1, 8)}
_TOO_LARGE = {(2, 3), (3, 4)}
_NO_MAILBOX_OR_DOMAIN = {(1, 0), (1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (2, 1), (4, 4)}
_OF_CONTENT = (6, 7)

_REFUSED_WORDS = re.compile(
    r"\b(spam|spamhaus|blocked|block ?list(ed)?|black ?list(ed)?|reputation|policy|virus|malware"
    r"|dmarc|spf|dkim|too (large|big)|size limit|content|attachment|prohibited|greylist(ed)?)\b",
    re.IGNORECASE,
)
_FULL_WORDS = re.compile(r"\b(quota|full|over ?quota|exceeded|storage)\b", re.IGNORECASE)
_GONE_WORDS = re.compile(
    r"\b(unknown user|user unknown|no such (user|person|recipient|mailbox|address|account)"
    r"|no mailbox here by that name|(user|recipient|mailbox|address|account) (\S+ )?(is )?"
    r"(unknown|not found|inactive|disabled|deactivated|does(n't| not) exist)"
    r"|(unknown|invalid) (user|recipient|mailbox|address)|not listed in (domino )?directory"
    r"|couldn't be found|could not be found|(host|domain) (name )?(not found|does not exist)"
    r"|unrouteable address|address rejected|no longer (works|employed|in use|valid|exists|active))\b",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"\S+@\S+")


class Verdict(models.TextChoices):
    HARD = "hard", _("Address does not work")
    SOFT = "soft", _("Did not arrive this time")
    CONTENT = "content", _("Message refused, not the address")
    UNREADABLE = "unreadable", _("To be read by somebody")


def verdict_of(reply: Reply) -> Verdict:
    """Judge the final answer of a server to one recipient; the code is 4xx or 5xx."""
    if not reply.is_refusal:
        return Verdict.SOFT
    if reply.says_no_such_mailbox:
        return Verdict.HARD
    prose = _MAILBOX.sub("", reply.text)
    code = reply.enhanced
    if code and code[0]:
        return _by_code(code, prose)
    return _by_words(prose)


def _by_code(code: tuple[int, int], prose: str) -> Verdict:
    if code in _REFUSES_SENDER | _TOO_LARGE:
        return Verdict.CONTENT
    if code[0] in _OF_CONTENT:
        return Verdict.HARD if _GONE_WORDS.search(prose) and not _blames_content(prose) else Verdict.CONTENT
    if code in _NO_MAILBOX_OR_DOMAIN:
        return Verdict.CONTENT if _blames_content(prose) else Verdict.HARD
    return Verdict.SOFT


def _by_words(prose: str) -> Verdict:
    if _blames_content(prose):
        return Verdict.CONTENT
    if _FULL_WORDS.search(prose):
        return Verdict.SOFT
    return Verdict.HARD if _GONE_WORDS.search(prose) else Verdict.SOFT


def _blames_content(prose: str) -> bool:
    return bool(_REFUSED_WORDS.search(prose))
