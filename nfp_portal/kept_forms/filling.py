"""Fill a form of a ready page with what was typed before, so that its own button sends it.

Works on the page's HTML, so that no view and no form class needs to know of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

Attributes = Sequence[tuple[str, str | None]]
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# Never filled: passwords are typed anew, files are chosen anew.
LEFT_ALONE = {"password", "file", "submit", "button", "image", "reset"}
TICKED = {"checkbox", "radio"}


@dataclass(frozen=True)
class PostedForm:
    """What was posted to the address `action` from a form on `page`, each name with all its values."""

    page: str
    action: str
    values: Mapping[str, list[str]]


@dataclass
class Outline:
    """A form of a page: its place among the forms, where it is posted to, and the names it can take."""

    number: int
    action: str
    method: str
    names: set[str] = field(default_factory=set)
    # The names of its lines of text and hidden values, each as often as it stands there.
    singles: list[str] = field(default_factory=list)

    def repeats(self, names: set[str]) -> bool:
        """Whether one of these names stands there twice: which value is whose cannot be told."""
        return any(self.singles.count(name) > 1 for name in names)


class _Outlines(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self._open = page, list[Outline](), False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        if tag == "form":
            action = urljoin(self.page, values.get("action") or self.page)
            self.forms.append(Outline(len(self.forms), action, (values.get("method") or "get").lower()))
            self._open = True
        elif self._open and tag in {"input", "textarea", "select", "button"} and values.get("name"):
            self.forms[-1].names.add(str(values["name"]))
            if tag == "textarea" or (tag == "input" and values.get("type") not in (*TICKED, *LEFT_ALONE)):
                self.forms[-1].singles.append(str(values["name"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False


def _form_for(html: str, wanted: PostedForm) -> Outline | None:
    """The form posted there that has room for all the names; of several the one with fewest more."""
    outlines, names = _Outlines(wanted.page), set(wanted.values)
    outlines.feed(html)
    posting = [form for form in outlines.forms if form.method == "post" and form.action == wanted.action]
    fitting = [form for form in posting if names <= form.names and not form.repeats(names)]
    return min(fitting, key=lambda form: len(form.names - names), default=None)


class _Filled(HTMLParser):
    """Writes the page again as it was, but for the values of one form."""

    def __init__(self, number: int, values: Mapping[str, list[str]], hidden: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.number, self.values, self.hidden = number, values, hidden
        self.parts: list[str] = []
        self._forms = -1
        self._inside = False
        self._skipping = False
        self._chosen: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "form":
            self._forms += 1
            self._inside = self._forms == self.number
        source = self.get_starttag_text() or ""
        self._write(self._changed(tag, attrs, source) if self._inside else source)

    def _changed(self, tag: str, attrs: Attributes, source: str) -> str:
        name = str(dict(attrs).get("name") or "")
        match tag:
            case "form":
                return source + "".join(_hidden(name, value) for name, value in self.hidden.items())
            case "input" if name and name != TOKEN:
                return _input(attrs, self.values.get(name, []), source)
            case "textarea" if name in self.values:
                self._skipping = True
                return f"{source}\n{escape(self.values[name][0])}</textarea>"
            case "select":
                self._chosen = self.values.get(name, [])
            case "option" if self._chosen is not None:
                return _tag("option", attrs, "selected", is_set=str(dict(attrs).get("value")) in self._chosen)
        return source

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._skipping:
            self._skipping = False
            return
        if tag == "select":
            self._chosen = None
        if tag == "form":
            self._inside = False
        self._write(f"</{tag}>")

    def _write(self, text: str) -> None:
        if not self._skipping or text.endswith("</textarea>"):
            self.parts.append(text)

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")


def _input(attrs: Attributes, values: list[str], source: str) -> str:
    kind = str(dict(attrs).get("type") or "text").lower()
    if kind in LEFT_ALONE:
        return source
    if kind in TICKED:
        own = dict(attrs).get("value")
        return _tag("input", attrs, "checked", is_set=("on" if own is None else own) in values)
    return _tag("input", attrs, "value", is_set=bool(values), value=values[0]) if values else source


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _tag(tag: str, attrs: Attributes, name: str, *, is_set: bool, value: str | None = None) -> str:
    """The tag with one attribute set anew in its place, or left out."""
    others = dict(attrs)
    if is_set:
        others[name] = value
    else:
        others.pop(name, None)
    return f"<{' '.join((tag, *_written(others.items())))}>"


def _written(attrs: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    for key, value in attrs:
        yield key if value is None else f'{key}="{escape(value)}"'


def filled(html: str, form: PostedForm, hidden: Mapping[str, str]) -> str:
    """The page with its form filled and `hidden` fields added to it; "" if no form of it fits."""
    outline = _form_for(html, form)
    if outline is None:
        return ""
    writer = _Filled(outline.number, form.values, hidden)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)
