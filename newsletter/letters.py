"""An issue as a letter: HTML in the mail frame, text written from the Markdown, slots for its recipient."""

import re
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from newsletter.content import AddressOfPicture, context_of, pictures_of
from newsletter.models import Issue, Piece
from newsletter.pictures.actions import contents
from newsletter.pictures.values import Picture
from newsletter.printed import Copy, PrintedIssue
from nfp_portal.accounts.audience import Audience
from nfp_portal.mail.models import Inline
from nfp_portal.ui.letters import SLOTS, Letter, render_letter

UNSUBSCRIBE = "unsubscribe_url"
PREFERENCES = "preferences_url"
# Why this recipient receives it, in words.
REASON = "reason"
# What stands for what is a recipient's own while the templates are rendered.
MARKS = {slot: f"{SLOTS}{slot}" for slot in (UNSUBSCRIBE, PREFERENCES, REASON)}


def inlines_of(issue: Issue) -> list[Inline]:
    """Return the pictures that go with the letter of an issue; one query where there are some.

    Raises `LostPictureError`.
    """
    pictures = {picture.digest: picture for picture in pictures_of(issue)}
    return [
        Inline(
            content_id=_content_id(picture),
            name=f"picture-{number}.{picture.extension}",
            content_type=picture.content_type,
            content=content,
        )
        for number, (picture, content) in enumerate(
            zip(pictures.values(), contents(pictures.values()).values(), strict=True), 1
        )
    ]


def _content_id(picture: Picture) -> str:
    return f"{picture.digest[:32]}@{urlsplit(settings.SITE_URL).hostname}"


def inline(_piece: Piece, picture: Picture) -> str:
    """The address of a picture that is part of the message."""
    return f"cid:{_content_id(picture)}"


def letter_of(
    issue: Issue, copy: Copy | None = None, *, links: str = "", pictures: AddressOfPicture = inline
) -> Letter:
    """Compose a copy of the issue as mail, by default that of its own language. Everyone may read its texts.

    The recipient's own links and reason are slots; in a preview the links lead to `links` instead, and
    `pictures` says where its pictures are to be had. Raises `NoEditionError`.
    """
    copy = copy or Copy(issue.language)
    with translation.override(copy.language):
        context = context_of(issue, frozenset({Audience.ALL}), copy.language, pictures)
        context |= {
            "web_url": settings.SITE_URL + context["edition"].path,
            "sign_in_url": _sign_in_to(context["edition"]),
            "others": [PrintedIssue.of(issue, each) for each in issue.languages if each != copy.language],
            "withheld": context["withheld"] if copy.for_focal_points else 0,
        }
        letter = render_letter("newsletter/email/issue", context | MARKS, language=copy.language)
        sample = pgettext("letter", "Here stands for each reader why it was sent to this address.")
    values = {slot: f"{{{{{slot}}}}}" for slot in MARKS}
    if links:
        values = {UNSUBSCRIBE: links, PREFERENCES: links, REASON: sample}
    return replace(letter, text=_filled(_tidy(letter.text), values), html=_filled(letter.html, values))


def _sign_in_to(edition: PrintedIssue) -> str:
    """Return the address that leads to the edition's page by way of signing in."""
    return f"{settings.SITE_URL}{reverse('account_login')}?{urlencode({'next': edition.path})}"


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
