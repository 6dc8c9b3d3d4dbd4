"""Letters by e-mail: a subject, a text part and an HTML part in the mail frame.

A letter `network/email/reminder` has the templates `reminder_subject.txt` and `reminder.txt` and, where the
HTML part needs a layout of its own, `reminder.mjml`, which extends `email/base.mjml`. Text templates are
rendered without HTML escaping; what people typed goes through `|one_line`. In a letter without MJML of its
own a paragraph `Label: https://…` with an address of the portal becomes a button in HTML, and one that is
only such an address a button "Open the page". Other addresses stay text: somebody may have typed them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

import css_inline
import mjml
from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Template
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from nfp_portal.accounts.languages import in_language, supported_language

# Prefix of the placeholder for a personal link, which the outbox fills in for each recipient.
SLOTS = "https://slot.invalid/"
_LANGUAGE = re.compile(r'<html (lang="[^"]*" dir="[^"]*").*?<body', re.DOTALL)
_BUTTON = re.compile(r"(?:(?P<label>[^\n]{1,80}?):?\s+)?(?P<url>https?://\S+)")


class LetterParts(TypedDict):
    """A letter as the outbox stores it; see `mail.actions.post`."""

    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A rendered letter and its language."""

    subject: str
    text: str
    html: str
    language: str

    @property
    def parts(self) -> LetterParts:
        return {"subject": self.subject, "text": self.text, "html": self.html, "language": self.language}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a button where `url` is given."""

    text: str
    url: str = ""


def render_letter(name: str, context: Mapping[str, Any], *, language: str | None = None) -> Letter:
    """Render the letter `name` in the active language or English; see the module for its templates.

    With `web_url` in the context both parts begin, with `reason` and `unsubscribe_url` they end.
    `language` is given where the letter's words are in the catalogue of letters: it is written in that one.
    """
    with override(language) if language else in_language(get_language() or settings.LANGUAGE_CODE):
        marked = {"language": language} if language else {}
        return _rendered(name, _frame_values() | marked | dict(context))


def _rendered(name: str, values: dict[str, Any]) -> Letter:
    subject = " ".join(_plain(f"{name}_subject.txt", values).split())
    body = _plain(f"{name}.txt", values).strip()
    values |= {"subject": subject}
    try:
        html = compile_mjml(render_to_string(f"{name}.mjml", values))
    except TemplateDoesNotExist:
        html = frame_html(subject, body, values)
    return Letter(subject, frame_text(body, values), html, values["language"])


def frame_text(text: str, context: Mapping[str, Any] | None = None) -> str:
    """Return the text part: a text in the frame that all letters share."""
    values = _frame_values() | dict(context or {}) | {"text": text.strip()}
    values["foot"] = list(_foot(values))
    return _plain("email/frame.txt", values).rstrip("\n") + "\n"


def _foot(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the foot."""
    owner = pgettext("letter", "OSCE Border Security and Management")
    yield f"{pgettext('letter', 'National Focal Points Network')}, {owner}"
    if values["demo"]:
        yield pgettext(
            "letter", "Demonstration data: people are invented, except officials quoted from public news."
        )
    if reason := values.get("reason"):
        yield str(reason)
    if url := values.get("unsubscribe_url"):
        unsubscribe = pgettext("letter", "Unsubscribe")
        yield f"{unsubscribe}: {url}"


def frame_html(subject: str, text: str, context: Mapping[str, Any] | None = None) -> str:
    """Return the HTML part of a plain text: paragraphs, and buttons for addresses of the portal."""
    values = _frame_values() | dict(context or {}) | {"subject": subject, "blocks": blocks_of(text)}
    return compile_mjml(render_to_string("email/letter.mjml", values))


def written_letter(
    subject: str, *, text: str, body: str, text_language: str, context: Mapping[str, Any]
) -> Letter:
    """Return a letter whose words somebody wrote: `text` for the text part, `body` as safe HTML.

    They are in `text_language`; the frame is in the active one.
    """
    values = _frame_values() | dict(context) | {"subject": subject, "body": body}
    html = compile_mjml(render_to_string("email/written.mjml", values | {"text_language": text_language}))
    return Letter(subject, frame_text(text, values), html, values["language"])


def compile_mjml(source: str) -> str:
    """Compile MJML to HTML that loads nothing: no web fonts, no style sheets, plain rules inline.

    Language and direction are on the body too, for programs that show no more than that of a mail.
    """
    html = mjml.mjml2html(source, disable_comments=True, fonts={})
    html = _LANGUAGE.sub(r"\g<0> \1", html, count=1)
    rules = _template("email/inline.css").source
    inliner = css_inline.CSSInliner(
        inline_style_tags=False, keep_style_tags=True, load_remote_stylesheets=False, extra_css=rules
    )
    return inliner.inline(html)


def blocks_of(text: str) -> list[Block]:
    return [_block(part.strip()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def _block(part: str) -> Block:
    match = _BUTTON.fullmatch(part)
    if match is None or not match["url"].startswith((f"{settings.SITE_URL}/", SLOTS)):
        return Block(part)
    return Block(match["label"] or _("Open the page"), match["url"])


def _plain(name: str, context: Mapping[str, Any]) -> str:
    """Render a text template without HTML escaping."""
    return _template(name).render(Context(dict(context), autoescape=False))


def _template(name: str) -> Template:
    backend = engines["django"]
    if not isinstance(backend, DjangoTemplates):  # pragma: no cover - settings.py names this backend
        raise TypeError(backend)
    return backend.engine.get_template(name)


def written_day(on: date, *, with_year: bool = True) -> str:
    """Return a day as one writes it in the language in force."""
    year, short = pgettext("date format of letters", "j F Y"), pgettext("date format of letters", "j F")
    written = date_format(on, year if with_year else short)
    return written.lower() if get_language() == "it" else written  # Django's Italian months are capitals


def _frame_values() -> dict[str, Any]:
    language = supported_language(get_language())
    return {
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "language": language,
    }
