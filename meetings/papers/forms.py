"""A document and a new version of it; many files at once."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.actions.documents import VERSION, NewVersion
from meetings.forms.parts import PartForm
from meetings.models import AgendaItem, Document, DocumentVersion
from meetings.models.documents import LANGUAGES, DocumentKind, Purpose
from meetings.papers.actions import Accepted
from meetings.papers.effects import Effect
from meetings.papers.models import OfferedPaper
from meetings.papers.names import numbered
from meetings.papers.offers import LetterRecipient
from network.models import State
from network.models.people import WORKING_LANGUAGES
from nfp_portal.accounts.audience import Audience
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form
from nfp_portal.ui.uploads import CheckedFileField, FilesInput

PURPOSES = [("", gettext_lazy("not recorded")), *Purpose.choices]
SUFFIX_VALIDATORS = DocumentVersion._meta.get_field("suffix").validators[:1]  # noqa: SLF001 - Django's documented name


class DocumentForm(PartForm):
    """A file adds a version; the earlier ones stay."""

    file = CheckedFileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB. It follows an earlier file in its language."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the file"), choices=LANGUAGES, required=False
    )
    suffix = forms.CharField(
        label=gettext_lazy("Ending of the symbol"),
        required=False,
        max_length=10,
        validators=SUFFIX_VALIDATORS,
        help_text=gettext_lazy("Rev.1, Corr.1 or Add.1, where the file has one."),
    )

    field_order = ("title", "symbol", "kind", "purpose", "item", "audience", "file", "language", "suffix")

    class Meta:
        model = Document
        fields = ("title", "symbol", "kind", "purpose", "item", "audience")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items: Any = self.fields["item"]
        items.queryset = self.instance.meeting.items.in_order()
        items.empty_label = _("the meeting as a whole")
        purposes: Any = self.fields["purpose"]
        purposes.choices = PURPOSES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        item = cleaned.get("item")
        if item and item.is_restricted and cleaned.get("audience") != item.audience:
            self.add_error("audience", _("This item is for focal points only: so are its papers."))
        return cleaned

    def current_values(self, row: Document) -> dict[str, Any]:
        beside = {"file", "language", "suffix"}  # of a version, which nobody else has changed
        return {name: value for name, value in super().current_values(row).items() if name not in beside}

    def facts(self) -> dict[str, Any]:
        return super().facts() | self._version()

    def changes(self) -> dict[str, Any]:
        facts = super().facts()
        changed = {name: value for name, value in facts.items() if value != getattr(self.stored, name)}
        return changed | self._version()

    def _version(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        if not file:
            return {}
        language = self.cleaned_data["language"] or LANGUAGES[0][0]
        return {VERSION: NewVersion(file, language, self.cleaned_data["suffix"])}


class FilesField(CheckedFileField):
    """Several files; `refused` has those that cannot be taken, by name, with the reason."""

    widget = FilesInput
    refused: list[tuple[str, str]]

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        self.refused, files = [], []
        for file in data or [None]:
            try:
                files.append(super().clean(file, initial))
            except forms.ValidationError as error:
                self.refused.append((getattr(file, "name", ""), " ".join(error.messages)))
        if not files:
            raise forms.ValidationError([": ".join(filter(None, each)) for each in self.refused])
        return files


class FilesForm(Form):
    """Files dropped together. `key` makes a second click keep them once."""

    papers = FilesField(
        label=gettext_lazy("Files"),
        widget=FilesInput(attrs={"class": "drop"}),
        help_text=gettext_lazy(
            "Choose several, or drop them here. PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB each, 40 MB"
            " together. Names such as “03_Concept note_RU” say the item and the language, “SEC.GAL_12_26” the"
            " symbol; you see what each becomes before anything is written."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=DocumentKind,
        initial=DocumentKind.PAPER,
        help_text=gettext_lazy("Of all these files; each can differ on the next page."),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=PURPOSES, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4()


class FileForm(Form):
    """What one dropped file is to become; `effect` says it in words, where it is taken."""

    effect: Effect | None = None

    take = forms.BooleanField(label=gettext_lazy("Take this file"), required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=250)
    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"), required=False)
    symbol = forms.CharField(label=gettext_lazy("Symbol"), required=False, max_length=60)
    suffix = forms.CharField(
        label=gettext_lazy("Ending of the symbol"),
        required=False,
        max_length=10,
        validators=SUFFIX_VALIDATORS,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DocumentKind)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=PURPOSES, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    audience = forms.ChoiceField(label=gettext_lazy("For"), choices=Audience)

    def __init__(
        self, *args: Any, offered: OfferedPaper, items: Mapping[str, AgendaItem], **kwargs: Any
    ) -> None:
        audience = offered.item.audience if offered.item else Audience.ALL
        first = {"take": True, "title": offered.title, "item": offered.item_id or "", "audience": audience}
        same = ("symbol", "kind", "purpose", "language", "suffix")
        first |= {name: getattr(offered, name) for name in same}
        kwargs |= {"prefix": str(offered.pk), "initial": first}
        super().__init__(*args, **kwargs)
        self.offered, self.items = offered, items
        choice: Any = self.fields["item"]
        choice.choices = [("", _("the meeting as a whole")), *item_choices(items.values())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "take" in self.fields and not cleaned.get("take"):
            self.errors.clear()  # what is left out may say anything
        elif (item := self.chosen_item) and item.is_restricted and cleaned.get("audience") != item.audience:
            self.add_error("audience", _("This item is for focal points only: so are its papers."))
        return cleaned

    @property
    def chosen_item(self) -> AgendaItem | None:
        return self.items.get(str(self.value("item")))

    def value(self, name: str) -> Any:
        """What is typed, or proposed while nothing is."""
        return self.cleaned_data.get(name) if self.is_bound else self.initial[name]

    @property
    def accepted(self) -> Accepted | None:
        """What is to be written; None where the file is left out."""
        if self.errors or not self.value("take"):
            return None
        names = ("title", "symbol", "kind", "purpose", "language", "suffix", "audience")
        texts = {name: str(self.value(name) or "") for name in names}
        return Accepted(self.offered, item=self.chosen_item, **texts)


class OfferForm(Form):
    """A paper that is sent by a link. `key` makes a second click send it once."""

    title = forms.CharField(label=pgettext_lazy("letter", "Title of the paper"), max_length=250)
    language = forms.ChoiceField(
        label=pgettext_lazy("letter", "Language of the paper"), choices=LANGUAGES, initial="en"
    )
    file = CheckedFileField(
        label=pgettext_lazy("letter", "File"),
        help_text=pgettext_lazy("letter", "PDF, DOCX, XLSX, PPTX, JPG or PNG, at most 25 MB."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4()

    def paper(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "language", "file")}


class RequestForm(Form):
    """Who is asked for a paper: a person by name and address, or a State by its contacts."""

    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"), required=False)
    state = forms.ModelChoiceField(
        label=gettext_lazy("State"),
        queryset=State.objects.none(),
        required=False,
        empty_label=gettext_lazy("a person"),
        help_text=gettext_lazy("The letter goes to the contacts of the State."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    email = AddressFormField(label=gettext_lazy("E-mail"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=WORKING_LANGUAGES, initial="en"
    )

    def __init__(self, *args: Any, items: Mapping[str, AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        choice: Any = self.fields["item"]
        choice.choices = [("", _("the meeting as a whole")), *item_choices(items.values())]
        states: Any = self.fields["state"]
        states.queryset = State.objects.participating()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        state = cleaned.get("state")
        if state is not None and not state.contacts.exists():
            self.add_error("state", _("No contact of this State is recorded: name a person."))
        if state is None:
            for name in ("name", "email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say whom to ask, or choose a State."))
        return cleaned

    @property
    def chosen_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])

    def recipients(self) -> list[LetterRecipient]:
        typed = self.cleaned_data
        state = typed["state"]
        if state is None:
            return [LetterRecipient(typed["name"], typed["email"], typed["language"])]
        return [
            LetterRecipient(contact.name or str(state), contact.address, contact.language, state)
            for contact in state.contacts.all()
        ]


class DecisionForm(FileForm):
    """What an offered paper is to become, and what is written to who sent it."""

    take = None  # type: ignore[assignment] # Django's way to leave a field of the parent out
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is in the letter to who sent the paper; needed to decline."),
    )

    def value(self, name: str) -> Any:
        return True if name == "take" else super().value(name)


def item_choices(items: Iterable[AgendaItem]) -> list[tuple[str, str]]:
    numbers = {item.pk: f"{number}. " for number, item in numbered(list(items))}
    return [(str(item.pk), f"{numbers.get(item.pk, '')}{item}") for item in items]
