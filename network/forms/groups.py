"""Forms whose fields stand under headings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms

from nfp_portal.text.forms import Form

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Group = tuple["_StrPromise", tuple[str, ...]]


class Grouped(forms.BaseForm):
    """What a form adds that has groups: a dropped field is left out, one of no group comes last.

    Its fields have the order of the groups, and so has the summary of what is wrong.
    """

    groups: tuple[Group, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for _title, names in self.groups for name in names])

    def grouped(self) -> Iterator[tuple["_StrPromise | str", list[forms.BoundField]]]:
        for title, names in self.groups:
            yield title, [self[name] for name in names if name in self.fields]
        placed = {name for _title, names in self.groups for name in names}
        yield "", [field for field in self.visible_fields() if field.name not in placed]


class GroupedForm(Grouped, Form):
    pass
