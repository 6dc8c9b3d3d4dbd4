"""A message to those whom a meeting concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.days import groups_field
from meetings.forms.plans import offered_groups
from meetings.models import Mailing, Meeting
from nfp_portal.revisions.forms import IdempotentForm
from nfp_portal.ui.uploads import CheckedFileField

# What the mail servers of most ministries still take.
LARGEST_ATTACHMENT = 5 * 1024 * 1024


class MessageForm(IdempotentForm[Mailing]):
    file = CheckedFileField(
        label=gettext_lazy("One file"),
        required=False,
        help_text=gettext_lazy("At most 5 MB; it is attached."),
    )

    class Meta:
        model = Mailing
        fields = ("subject", "text", "file")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.meeting = meeting
        for name in ("subject", "text"):
            self.fields[name].required = True
        initial = self.instance.group_names if self.instance.pk else ["participants"]
        self.fields["groups"] = groups_field(_("To"), offered_groups(meeting), initial=initial)
        self.order_fields(["key", "revision", "groups"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_ATTACHMENT:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file

    def current_values(self, row: Mailing) -> dict[str, Any]:
        return super().current_values(row) | {"groups": row.group_names}

    def facts(self) -> dict[str, Any]:
        facts = super().facts() | {"groups": " ".join(self.cleaned_data["groups"])}
        uploaded = self.cleaned_data["file"]
        if not uploaded:
            return facts | {"file": "", "file_name": ""}
        return facts | {"file_name": uploaded.name} if self.files.get("file") else facts
