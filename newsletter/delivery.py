"""An issue as a letter: HTML in the mail frame, text written from the Markdown, one slot per recipient."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from newsletter.content import context_of
from newsletter.models import Issue, Subscription
from nfp_portal.accounts.audience import Audience
from nfp_portal.ui.letters import SLOTS, Letter, render_letter

UNSUBSCRIBE = "unsubscribe_url"
PREFERENCES = "preferences_url"
# What stands for a recipient's own links while the templates are rendered.
MARKS = {slot: f"{SLOTS}{slot}" for slot in (UNSUBSCRIBE, PREFERENCES)}
# RFC 8058: the mail program posts to the first address, without asking anything.
HEADERS = {
    "List-Unsubscribe": f"<{{{{{UNSUBSCRIBE}}}}}>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": f"Newsletter of the NFP Network <newsletter.{urlsplit(settings.SITE_URL).hostname}>",
}


def letter_of(issue: Issue, *, links: str = "") -> Letter:
    """Say the issue as mail. Only what everyone may read is in it.

    The recipient's own links are slots; in a preview they lead to `links` instead.
    """
    with translation.override(issue.language):
        context = context_of(issue, frozenset({Audience.ALL})) | {
            "web_url": settings.SITE_URL + issue.get_absolute_url(),
            "reason": _("You receive this because this address was subscribed and confirmed."),
        }
        letter = render_letter("newsletter/email/issue", context | MARKS)
    values = {slot: links or f"{{{{{slot}}}}}" for slot in MARKS}
    return replace(letter, text=_filled(_tidy(letter.text), values), html=_filled(letter.html, values))


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text)


def _filled(words: str, values: dict[str, str]) -> str:
    """Set slots for the marks; braces that an author typed are kept apart, so that they are no slot."""
    words = words.replace("{{", "{\u2060{").replace("}}", "}\u2060}")
    for slot, mark in MARKS.items():
        words = words.replace(mark, values[slot])
    return words


def recipients() -> QuerySet[Subscription, tuple[str, str, dict[str, str]]]:
    """Give key, address and slots of everyone who subscribed and confirmed, for one INSERT … SELECT."""
    links = {
        slot: Concat(Value(_address_before_token(name)), F("token"), Value("/"), output_field=CharField())
        for slot, name in ((UNSUBSCRIBE, "newsletter:unsubscribe"), (PREFERENCES, "newsletter:preferences"))
    }
    key = Concat(Value("subscription-"), Cast("pk", CharField()), output_field=CharField())
    rows = Subscription.objects.active().annotate(key=key, slots=JSONObject(**links))
    return rows.values_list("key", "email", "slots")


def _address_before_token(name: str) -> str:
    return settings.SITE_URL + reverse(name, args=["token"]).removesuffix("token/")


def page_of_previews(issue: Issue) -> str:
    return settings.SITE_URL + reverse("newsletter:preview", args=[issue.number])
