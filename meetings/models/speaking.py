"""What is recorded of somebody who moderates or speaks."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpeakerRole(models.TextChoices):
    MODERATOR = "moderator", _("Moderator")
    SPEAKER = "speaker", _("Speaker")


class Speaking(NamedTuple):
    """What is recorded of somebody at an item; `person_id` is their entry in the directory, if any."""

    role: SpeakerRole
    name: str
    function: str = ""
    body: str = ""
    person_id: int | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.function, self.body) if part)

    @classmethod
    def typed(cls, role: SpeakerRole, parts: Sequence[str]) -> Self:
        """Take name, function and body, of which the last may be missing."""
        name, function, body = (*parts, "", "")[:3]
        return cls(role, name, function, body)

    @classmethod
    def of(cls, row: Any) -> Self:
        """Read a `Speaker`, or a row of its history."""
        return cls(SpeakerRole(row.role), row.name, row.function, row.body, row.person_id)
