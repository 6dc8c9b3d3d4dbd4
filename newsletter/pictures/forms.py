"""The pictures of a piece as a field of its form: chosen, described, put in order, removed.

Each picture is a row of the values `pictures-digest`, `-alternative`, `-credit`, `-state`. What a button of
the field does (`pictures-act`) changes the rows and saves nothing. Uploaded files are stored when the form is
read, so that they are still there when it is shown again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from newsletter.pictures.actions import keep, store
from newsletter.pictures.addresses import signed_address
from newsletter.pictures.values import LONGEST_ALTERNATIVE, LONGEST_CREDIT, MOST_OF_A_PIECE, Picture
from nfp_portal.text.forms import PlainText
from nfp_portal.text.normal import one_line, printable
from nfp_portal.ui.uploads import LARGEST

NAME = "pictures"
ACT, FILES = f"{NAME}-act", f"{NAME}-files"
_COLUMNS = ("digest", "alternative", "credit", "state")
_REMOVED = "removed"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class TypedPicture:
    """A row as it was typed. One that is removed can be put back until the form is saved."""

    digest: str
    alternative: str = ""
    credit: str = ""
    state: str = ""

    @property
    def is_removed(self) -> bool:
        return self.state == _REMOVED


Rows = list[TypedPicture]


def is_about_pictures(data: Mapping[str, Any]) -> bool:
    """Whether a button of the pictures sent the form, so that it is shown again."""
    return ACT in data


def taken_in(data: Any, files: Any) -> tuple[Any, list[str]]:
    """Return the posted data after its act, with what was uploaded as rows; and why files were refused."""
    if not isinstance(data, QueryDict):
        return data, []
    rows = _acted(_typed(data), data.get(ACT, ""))
    uploads = files.getlist(FILES) if files is not None and hasattr(files, "getlist") else []
    pictures, errors = _stored(uploads)
    if pictures or ACT in data:
        data = with_rows(data, _joined(rows, pictures))
    return data, errors


def with_pictures(data: Any, pictures: Sequence[Picture]) -> Any:
    """Return the posted data with these pictures below those that it has."""
    if not pictures or not isinstance(data, QueryDict):
        return data
    return with_rows(data, _joined(_typed(data), pictures))


def _joined(rows: Rows, pictures: Sequence[Picture]) -> Rows:
    known = {row.digest for row in rows if not row.is_removed}
    new = {each.digest: each for each in pictures if each.digest not in known}
    return [*rows, *(TypedPicture(each.digest, each.alternative, each.credit) for each in new.values())]


def _typed(data: QueryDict) -> Rows:
    columns = [data.getlist(f"{NAME}-{column}") for column in _COLUMNS]
    rows = (TypedPicture(*row) for row in zip(*columns, strict=False))
    return [row for row in rows if _DIGEST.fullmatch(row.digest)]


def with_rows(data: QueryDict, rows: Rows) -> QueryDict:
    data = data.copy()
    for column in _COLUMNS:
        data.setlist(f"{NAME}-{column}", [getattr(row, column) for row in rows])
    data.setlist(f"{NAME}-shown", ["on"])
    data.pop(ACT, None)
    return data


def _acted(rows: Rows, act: str) -> Rows:
    """Do what a button says: `up-2`, `down-0`, `remove-1`, `restore-1`; anything else does nothing."""
    verb, _separator, number = act.partition("-")
    if not number.isdecimal() or int(number[:3]) >= len(rows):
        return rows
    index, rows = int(number[:3]), list(rows)
    if verb in {"remove", "restore"}:
        rows[index] = replace(rows[index], state=_REMOVED if verb == "remove" else "")
    other = _neighbour(rows, index, verb)
    if other is not None:
        rows[index], rows[other] = rows[other], rows[index]
    return rows


def _neighbour(rows: Rows, index: int, verb: str) -> int | None:
    """The next row up or down that is not removed."""
    candidates = {"up": range(index - 1, -1, -1), "down": range(index + 1, len(rows))}.get(verb, range(0))
    return next((each for each in candidates if not rows[each].is_removed), None)


def _stored(uploads: Sequence[Any]) -> tuple[list[Picture], list[str]]:
    pictures: list[Picture] = []
    errors: list[str] = []
    for upload in uploads[:MOST_OF_A_PIECE]:
        try:
            pictures.append(_stored_one(upload))
        except forms.ValidationError as error:
            errors.extend(f"{upload.name}: {message}" for message in error.messages)
    return pictures, errors


def _stored_one(upload: Any) -> Picture:
    if (upload.size or 0) > LARGEST:
        raise forms.ValidationError(pgettext("letter", "The file is larger than 25 MB."))
    try:
        return store(upload)
    except forms.ValidationError as error:
        if error.code == "too_large":
            raise
        text = pgettext("letter", "This is no picture we can read. Upload a JPG or PNG.")
        raise forms.ValidationError(text) from error


class PicturesWidget(forms.Widget):
    template_name = "newsletter/pictures/field.html"
    use_fieldset = True
    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return _typed(data) if isinstance(data, QueryDict) else []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-shown" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Render it as the pages are rendered: its buttons speak the language of the page."""
        return SafeString(render_to_string(self.template_name, self.get_context(name, value, attrs)))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = [each if isinstance(each, TypedPicture) else _as_typed(each) for each in value or []]
        kept = [index for index, row in enumerate(rows) if not row.is_removed]
        shown = list(_shown(rows, kept))
        context = super().get_context(name, value, attrs)
        return context | {"rows": shown, "has_room": len(kept) < MOST_OF_A_PIECE, "act": ACT, "files": FILES}


@dataclass(frozen=True)
class ShownPicture:
    """A row as the form shows it; `number` counts those that are kept from one."""

    row: TypedPicture
    index: int
    number: int
    address: str
    may_go_up: bool
    may_go_down: bool


def _shown(rows: Rows, kept: list[int]) -> Iterator[ShownPicture]:
    for index, row in enumerate(rows):
        number = kept.index(index) + 1 if index in kept else 0
        address = signed_address(row.digest)
        yield ShownPicture(row, index, number, address, number > 1, 0 < number < len(kept))


def _as_typed(row: Mapping[str, Any]) -> TypedPicture:
    return TypedPicture(row["digest"], row["alternative"], row["credit"])


class PicturesField(forms.Field):
    """Its value is a list of pictures as JSON, in the order in which they are printed."""

    widget = PicturesWidget

    def __init__(self, **kwargs: Any) -> None:
        self.needs_alternatives = True
        given: dict[str, Any] = {
            "label": pgettext_lazy("letter", "Pictures"),
            "help_text": pgettext_lazy(
                "letter", "JPG or PNG, also from a phone. We make them small and remove hidden data."
            ),
        }
        super().__init__(required=False, **(given | kwargs))

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = [row for row in value or [] if not row.is_removed]
        if len(rows) > MOST_OF_A_PIECE:
            text = pgettext("letter", "A text takes at most %(number)d pictures.")
            raise forms.ValidationError(text % {"number": MOST_OF_A_PIECE})
        facts = keep(row.digest for row in rows)
        lost = [number for number, row in enumerate(rows, 1) if row.digest not in facts]
        if lost:
            text = pgettext("letter", "Picture %(number)d is kept no longer: remove it, and add it again.")
            raise forms.ValidationError([text % {"number": number} for number in lost])
        pictures = [facts[row.digest].picture(*_described(row)) for row in rows]
        missing = [number for number, each in enumerate(pictures, 1) if not each.alternative]
        if self.needs_alternatives and missing:
            text = pgettext("letter", "Picture %(number)d: say what it shows.")
            raise forms.ValidationError([text % {"number": number} for number in missing])
        return [each.to_json() for each in pictures]

    def has_changed(self, initial: Any, data: Any) -> bool:
        rows = [(row.digest, row.alternative, row.credit) for row in data or [] if not row.is_removed]
        return rows != [(row["digest"], row["alternative"], row["credit"]) for row in initial or []]


def _described(row: TypedPicture) -> tuple[str, str]:
    alternative, credit = (printable(one_line(text)) for text in (row.alternative, row.credit))
    return alternative[:LONGEST_ALTERNATIVE], credit[:LONGEST_CREDIT]


class PicturedForm(PlainText):
    """A form with a field `pictures`. What is posted without the field leaves the pictures as they are."""

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        is_shown_again = is_about_pictures(data or {})
        data, self.refused_pictures = taken_in(data, files)
        super().__init__(data, files, *args, **kwargs)
        pictures: Any = self.fields[NAME]
        # What was added just now is described next.
        pictures.needs_alternatives = not is_shown_again

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.fields[NAME].widget.value_omitted_from_data(self.data, self.files, NAME):
            cleaned.pop(NAME, None)
        for refusal in self.refused_pictures:
            self.add_error(NAME, refusal)
        return cleaned
