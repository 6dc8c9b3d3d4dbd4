"""What somebody writes to many, and whom of the list it goes to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.messages.models import Message
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.uploads import CheckedFileField
from nfp_portal.ui.widgets import FoldedBoxes, MarkdownWidget

# What the mail servers of most ministries still take.
LARGEST_ATTACHMENT = 5 * 1024 * 1024


class MessageForm(IdempotentForm[Message]):
    """`offered` are those of the list who can be written to: a value and a name each."""

    file = CheckedFileField(label=_("One file"), required=False, help_text=_("At most 5 MB; it is attached."))
    chosen = forms.MultipleChoiceField(label=_("Recipients"), widget=FoldedBoxes)

    class Meta:
        model = Message
        fields = ("subject", "text", "language", "file", "replies_to_writer")
        widgets = {"text": MarkdownWidget(attrs={"rows": 12})}

    def __init__(
        self,
        *args: Any,
        offered: Sequence[tuple[str, str]],
        initially: Sequence[str],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        boxes: Any = self.fields["chosen"]
        boxes.choices, boxes.initial = offered, list(initially)
        boxes.error_messages["required"] = _("Choose at least one recipient.")
        if not self.instance.pk:
            self.fields["language"].initial = self.initial["language"] = language
        self.order_fields(["key", "revision", "subject", "text", "language", "file", "replies_to_writer"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_ATTACHMENT:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file

    def current_values(self, row: Message) -> dict[str, Any]:
        chosen = row.recipients.filter(is_chosen=True).values_list("pk", flat=True)
        return super().current_values(row) | {"chosen": [str(each) for each in chosen]}

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        uploaded = self.cleaned_data["file"]
        if not uploaded:
            return facts | {"file": "", "file_name": ""}
        return facts | {"file_name": uploaded.name} if self.files.get("file") else facts
