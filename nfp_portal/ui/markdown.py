"""Markdown to safe HTML for pages and PDF, and to plain text for mail."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LARGEST_SPAN = 20  # colspan="1000000" passes an allow-list of attributes and hangs the PDF engine
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code"),
    *("a", "abbr", "b", "del", "em", "i", "s", "strong", "sub", "sup"),
    *("li", "ol", "ul", "caption", "table", "tbody", "td", "th", "thead", "tr"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "*": {"lang"},
}
SCHEMES = {"http", "https", "mailto", "tel"}

_MARKUP = re.compile(r"([\\`*_\[\]<>#~|&!])")

_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def escape_markdown(text: str) -> str:
    """Write a plain text on one line of Markdown that shows it as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _clamp_span(_element: str, attribute: str, value: str) -> str | None:
    if attribute not in {"colspan", "rowspan"}:
        return value
    return value if value.isdecimal() and 1 <= int(value[:9]) <= LARGEST_SPAN else None


def clean_html(html: str) -> SafeString:
    """Keep what is on the allow-list; drop scripts, styles, other schemes and huge spans."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_clamp_span,
        link_rel="noopener noreferrer",
    )
    return mark_safe(cleaned)  # noqa: S308 - the allow-list above is what makes it safe


def _lower_headings(tokens: Sequence[Token], top: int) -> None:
    """Put the headings below those around the text: each one level below the one that it belongs to."""
    typed: list[int] = []  # the level of a heading with those that it belongs to
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            typed = [*(each for each in typed if each < level), level]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(top + len(typed) - 1, 6)}"


def _parse(text: str, base: str) -> list[Token]:
    """Return the tokens of a text; relative links are resolved against `base` unless that is ""."""
    tokens = _parser.parse(text)
    links = [each for token in tokens for each in token.children or () if each.type == "link_open"]
    for link in links if base else ():
        link.attrSet("href", _absolute(str(link.attrGet("href") or ""), base))
    return tokens


def _absolute(address: str, base: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # no address at all, like http://[
        return address


def render_markdown(text: str, top: int = 2, base: str = "") -> SafeString:
    """Render Markdown as safe HTML; HTML in the text stays text.

    Its highest heading is `h<top>`, whatever was typed, and none is more than one level below the one before
    it. With the address `base` relative links become absolute.
    """
    tokens = _parse(text, base)
    _lower_headings(tokens, top)
    return clean_html(_parser.renderer.render(tokens, _parser.options, {}))


def _target(address: str, label: str) -> str:
    """Return the address of a link, or "" if its label is the address already."""
    return "" if address.removeprefix("mailto:") == label else f" <{address.removeprefix('mailto:')}>"


def _inline_text(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    targets: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            targets.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            parts.append(_target(targets.pop(), parts[-1] if parts else ""))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        else:
            parts.append(token.content)
    return "".join(parts)


def _plain_block(token: Token) -> str:
    if token.type == "inline":
        return _inline_text(token.children or [])
    return "- - -" if token.type == "hr" else token.content.rstrip("\n")


class _Lists:
    """The open lists around a block: for each its next number, or None for bullets."""

    def __init__(self) -> None:
        self._numbers: list[int | None] = []
        self._fresh = False
        self.begins = False  # whether the next block is the first of an outermost list

    def step(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            ordered = token.type == "ordered_list_open"
            self._numbers.append(int(token.attrGet("start") or 1) if ordered else None)
            self.begins = len(self._numbers) == 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._numbers.pop()
        elif token.type == "list_item_open":
            self._fresh = True

    def indent(self, text: str) -> str:
        """Put the marker before the first line of an item and spaces before the others."""
        if not self._numbers:
            return text
        marker = "  " * (len(self._numbers) - 1) + (self._next_marker() if self._fresh else "  ")
        self._fresh = self.begins = False
        return marker + text.replace("\n", "\n" + " " * len(marker))

    def _next_marker(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}. "


def _underlined(text: str, before: Token) -> str:
    if before.type != "heading_open":
        return text
    return f"{text}\n{('=' if before.tag == 'h1' else '-') * len(text)}"


def _gap(earlier: Token, before: Token, *, tight: bool) -> str:
    """Return what separates a block from the one before it; the cells of a row share a line."""
    if before.type in {"td_open", "th_open"}:
        return "\n" if earlier.type == "tr_open" else " | "
    return "\n" if tight else "\n\n"


def markdown_to_text(text: str, base: str = "") -> str:
    """Render as plain text: links as `label <address>`, lists with markers, headings underlined.

    With the address `base` relative links become absolute.
    """
    lists = _Lists()
    out = ""
    start = Token("start", "", 0)
    tokens = [start, start, *_parse(text, base)]
    for earlier, before, token in zip(tokens, tokens[1:], tokens[2:], strict=False):
        lists.step(token)
        if token.type in {"inline", "hr", "fence", "code_block"}:
            gap = _gap(earlier, before, tight=before.hidden and not lists.begins)
            out += gap + lists.indent(_underlined(_plain_block(token), before))
    return out.strip("\n")


def markdown_to_line(text: str) -> str:
    """Return what a text says on one line: without addresses, and without the marks of headings and lists."""
    inline = [token.children or [] for token in _parser.parse(text) if token.type == "inline"]
    breaks = {"softbreak", "hardbreak"}
    parts = ("".join(" " if each.type in breaks else each.content for each in line) for line in inline)
    return " ".join(" ".join(parts).split())
