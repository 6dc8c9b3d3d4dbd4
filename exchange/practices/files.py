"""The files of a practice as its pages list them."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.practices.models import Practice, PracticeFile
from nfp_portal.ui.buttons import Button


@dataclass(frozen=True)
class ListedFile:
    """A file, without an address where the store has lost it; `remove` is for who changes the practice."""

    name: str
    url: str
    facts: str
    remove: Button | None


def files_of(practice: Practice, *, may_change: bool) -> list[ListedFile]:
    return [_listed(practice, file, may_change=may_change) for file in practice.files.kept()]


def _listed(practice: Practice, file: PracticeFile, *, may_change: bool) -> ListedFile:
    size = file.size
    lost = _("File missing") if size is None else filesizeformat(size)
    return ListedFile(
        name=file.name,
        url="" if size is None else address_of(practice, file),
        facts=" · ".join((str(file.get_language_display()), file.extension.upper(), lost)),
        remove=Button(_("Remove"), address_of(practice, file, "remove"), "quiet small", file.name, fields={})
        if may_change
        else None,
    )


def address_of(practice: Practice, file: PracticeFile, what: str = "") -> str:
    name = f"{what}_file" if what else "file"
    return reverse(f"exchange:practices:{name}", args=[practice.slug, file.key])
