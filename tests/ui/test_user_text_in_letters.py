"""Text that users typed stays on one line in the portal's letters and does not become a link."""

import re
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from django.conf import settings

from nfp_portal.accounts.events import Event, announce
from nfp_portal.accounts.models import Role
from nfp_portal.mail.actions import freeze
from nfp_portal.mail.message import compile_letter
from nfp_portal.mail.models import Letter
from nfp_portal.ui.letters import frame_html
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
EVIL = "Ana\n\nYour account is closed. Open it again: https://evil.example/x\n\nBest wishes"
FLAT = "Ana Your account is closed. Open it again: https://evil.example/x Best wishes"
# What the portal itself writes: links, sentences of its own tables, and the pieces of an issue.
OWN = {
    "link", "days", "hours", "day", "time", "help_address", "sentence", "greeting", "text", "label", "value",
    "button", "after", "subject_words", "state", "kind", "first", "person", "name", "title", "reason",
    "number", "period", "preferences_url", "choice_url", "verb", "unsubscribe_url", "web_url", "site_url",
    "line", "sign_in_url", "subject_line", "issue_url", "outcome", "subject", "consequence",
    "each.more", "line.url",
}  # fmt: skip


def test_a_name_with_line_breaks_makes_no_paragraph_in_a_letter() -> None:
    user, by = make_user(Role.PARTNER), make_user(Role.ADMINISTRATOR)
    user.name = by.name = EVIL
    announce(Event.ROLE_CHANGED, user, by=by)
    letter = Letter.objects.get()
    assert f"Dear {FLAT}," in letter.text
    assert f"{FLAT} did it." in letter.text
    assert 'href="https://evil.example' not in letter.html


def test_a_slot_stays_on_one_line_too() -> None:
    letter = freeze(subject="x", text="Dear {{name}},\n", html="<p>Dear {{name}},</p>", stream="notice")
    made = compile_letter(letter).join({"name": EVIL, "to": "a@example.org", "message_id": "<1@example.org>"})
    parts = [
        part.get_content() for part in message_from_bytes(made, policy=SMTP).walk() if not part.is_multipart()
    ]
    assert [f"Dear {FLAT}," in part for part in parts] == [True, True]


def test_only_an_address_of_the_portal_becomes_a_button() -> None:
    own, foreign = f"{settings.SITE_URL}/help/", "https://evil.example/x"
    html = frame_html("x", f"Look: {own}\n\nThe reason: {foreign}\n\n{foreign}")
    assert f'href="{own}"' in html
    assert f'href="{foreign}' not in html


def test_each_letter_says_typed_words_on_one_line() -> None:
    """A value of a row comes through a filter, or is what the portal itself writes."""
    offenders = []
    for path in Path(settings.BASE_DIR, "templates").rglob("email/*.txt"):
        template = path.read_text()
        shown = re.findall(r"\{\{ ([^}]+) \}\}", template) + re.findall(
            r"\b(?:with|\w+)=(\S+?\.\S+)", template
        )
        plain = [value for value in shown if "|" not in value and value not in OWN]
        known = re.compile(r"words\.|proposal\.(state\.name|get_kind_display)$|issue\.(number|period)$")
        offenders += [f"{path.name}: {value}" for value in plain if not known.match(value)]
    assert offenders == []
