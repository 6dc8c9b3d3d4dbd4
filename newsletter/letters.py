"""An issue as a letter: HTML in the mail frame, text written from the Markdown, slots for its recipient."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter.content import address_of, context_of
from newsletter.models import Issue
from nfp_portal.accounts.audience import Audience
from nfp_portal.accounts.languages import in_language
from nfp_portal.ui.letters import SLOTS, Letter, render_letter

UNSUBSCRIBE = "unsubscribe_url"
PREFERENCES = "preferences_url"
# Why this recipient receives it, in words.
REASON = "reason"
# What stands for what is a recipient's own while the templates are rendered.
MARKS = {slot: f"{SLOTS}{slot}" for slot in (UNSUBSCRIBE, PREFERENCES, REASON)}


def letter_of(issue: Issue, *, links: str = "") -> Letter:
    """Compose the issue as mail. Only what everyone may read is in it.

    The recipient's own links and reason are slots; in a preview the links lead to `links` instead.
    """
    with in_language(issue.language):
        context = context_of(issue, frozenset({Audience.ALL})) | {
            "web_url": address_of(issue),
            "sign_in_url": _sign_in_to(issue),
        }
        sample = _("Here stands for each reader why it was sent to this address.")
        letter = render_letter("newsletter/email/issue", context | MARKS | {"language": issue.language})
    values = {slot: f"{{{{{slot}}}}}" for slot in MARKS}
    if links:
        values = {UNSUBSCRIBE: links, PREFERENCES: links, REASON: sample}
    return replace(letter, text=_filled(_tidy(letter.text), values), html=_filled(letter.html, values))


def _sign_in_to(issue: Issue) -> str:
    """Return the address that leads to the issue's page by way of signing in."""
    query = urlencode({"next": issue.get_absolute_url()})
    return f"{settings.SITE_URL}{reverse('account_login')}?{query}"


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text)


def _filled(text: str, values: dict[str, str]) -> str:
    """Set slots for the marks; braces that an author typed are kept apart, so that they are no slot."""
    text = text.replace("{{", "{\u2060{").replace("}}", "}\u2060}")
    for slot, mark in MARKS.items():
        text = text.replace(mark, values[slot])
    return text


def page_of_previews(issue: Issue) -> str:
    return settings.SITE_URL + reverse("newsletter:preview", args=[issue.number])
