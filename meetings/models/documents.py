"""The papers of a meeting: documents under a symbol, each with its versions in several languages."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.models.agenda import AgendaItem, AudienceQuerySet, Part
from meetings.models.meetings import Meeting
from network.models.people import WORKING_LANGUAGES
from network.models.search_text import SearchText
from nfp_portal.ui.spelling import plain_letters
from nfp_portal.ui.uploads import RandomName, StoredFile

# The official languages of the OSCE, and any other.
OTHER_LANGUAGE = "other"
LANGUAGES = [*WORKING_LANGUAGES, (OTHER_LANGUAGE, _("another language"))]
_ORDER = [code for code, _label in LANGUAGES]
REVISION = "Rev."


class DocumentKind(models.TextChoices):
    PAPER = "paper", _("Paper")
    INFORMATION_NOTE = "information_note", _("Information note")
    PRESENTATION = "presentation", _("Presentation")
    STATEMENT = "statement", _("Statement")
    REPORT = "report", _("Report")


class Purpose(models.TextChoices):
    """What the meeting does with a document; empty where that is not recorded."""

    DECISION = "decision", _("for decision")
    INFORMATION = "information", _("for information")
    BACKGROUND = "background", _("background")


class DocumentQuerySet(AudienceQuerySet):
    def with_versions(self) -> Self:
        """Read the versions with them; one query."""
        return self.prefetch_related("versions")


_HANGS_ON_AN_ITEM_OF_ITS_MEETING = """
    IF NEW.item_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM meetings_agendaitem i WHERE i.id = NEW.item_id AND i.meeting_id = NEW.meeting_id) THEN
        RAISE EXCEPTION 'the document hangs on an item of another meeting' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'document_hangs_on_an_item_of_its_meeting';
    END IF;
    RETURN NEW;
"""


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["search_text"]
)
class Document(Part):
    """A paper of a meeting, without a file where none was handed in.

    `versions_number` grows with each version that is added or withdrawn (`DocumentVersion`).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="documents")
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
        verbose_name=_("item of the agenda"),
    )
    title = models.CharField(_("title"), max_length=250)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind, default=DocumentKind.PAPER)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)
    versions_number = models.PositiveIntegerField(default=0, editable=False)
    search_text = models.GeneratedField(
        expression=SearchText("symbol", "title"), output_field=models.TextField(), db_persist=True
    )

    objects = DocumentQuerySet.as_manager()
    # Its item as the reader of a page sees it; whoever shows a document sets it.
    read_item: AgendaItem | None = None

    class Meta:
        ordering = ("position", "pk")
        triggers = (
            pgtrigger.Trigger(
                name="hangs_on_an_item_of_its_meeting",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=_HANGS_ON_AN_ITEM_OF_ITS_MEETING,
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="kind_of_document_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=["", *Purpose.values]), name="purpose_of_document_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def named(self) -> str:
        """The symbol and the title, as lists have them; the query should be `with_versions`."""
        return " ".join(filter(None, (self.symbol_of(self.version_for("en")), self.title)))

    def symbol_of(self, version: "DocumentVersion | None") -> str:
        """Return the symbol with the ending that this version has."""
        return "/".join(filter(None, (self.symbol, version.suffix if version else "")))

    @property
    def details(self) -> list[str]:
        """The item of the agenda, as far as a reader may know it (`read_item`)."""
        return [str(self.read_item)] if self.read_item else []

    @property
    def latest(self) -> list["DocumentVersion"]:
        """The versions that readers get: the last one of each language, then addenda and corrigenda."""
        return latest_of(self.versions.all())

    @property
    def languages(self) -> list[str]:
        """The languages of what readers get, in words, each once."""
        return list(dict.fromkeys(str(version.get_language_display()) for version in self.latest))

    def version_for(self, language: str) -> "DocumentVersion | None":
        """The latest version in this language, else in English, else the first; None without a file."""
        main = [version for version in self.latest if not version.stands_beside] or self.latest
        by_language = {version.language: version for version in reversed(main)}
        return by_language.get(language) or by_language.get("en") or next(iter(main), None)

    @property
    def has_lost_a_file(self) -> bool:
        return any(version.has_lost_its_file for version in self.latest)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class DocumentVersion(StoredFile, models.Model):
    """One file of a document, which lies under a name nobody guesses. A newer one replaces none: it follows.

    `number` counts the versions of a language. A version is in force from `added` on, until it is
    `withdrawn`: both are the `versions_number` that the document had from then on, so that a row of its
    history leads to the files it had. `suffix` is what the symbol of this file ends in: Rev.1, Corr.1, Add.1.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en")
    number = models.PositiveSmallIntegerField(_("version"))
    suffix = models.CharField(
        _("ending of the symbol"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^(Rev|Corr|Add)\.[1-9]\d?$", _("Write Rev.1, Corr.1 or Add.1."))],
    )
    file = models.FileField(_("file"), upload_to=RandomName("papers"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    added = models.PositiveIntegerField(editable=False)
    withdrawn = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["document", "language", "number"], name="versions_of_a_language_are_numbered"
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _label in LANGUAGES]),
                name="language_of_version_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(suffix="") | models.Q(suffix__regex=r"^(Rev|Corr|Add)\.[1-9][0-9]?$"),
                name="suffix_is_rev_corr_or_add",
                violation_error_message=_("Write Rev.1, Corr.1 or Add.1."),
            ),
            models.CheckConstraint(condition=~models.Q(file=""), name="version_has_a_file"),
            models.CheckConstraint(
                condition=models.Q(withdrawn=None) | models.Q(withdrawn__gt=models.F("added")),
                name="version_is_withdrawn_after_it_is_added",
            ),
        )

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.get_language_display()), self.suffix)))

    @property
    def stands_beside(self) -> bool:
        """Whether it adds to the document, or corrects it, instead of following an earlier version."""
        return bool(self.suffix) and not self.suffix.startswith(REVISION)

    @property
    def sequence(self) -> tuple[str, str]:
        """Which versions it follows: those of its language, an addendum those of its number."""
        return self.language, self.suffix if self.stands_beside else ""

    @property
    def file_name(self) -> str:
        """What the file is called where it is saved: title, ending and language, and the kind it came as."""
        document = self.document
        title = slugify(plain_letters(document.title), allow_unicode=True)
        parts = (title or str(document.key), slugify(self.suffix.replace(".", "")), self._code)
        return "-".join(filter(None, parts)) + f".{self.extension}"

    @property
    def _code(self) -> str:
        return "" if self.language in {"en", OTHER_LANGUAGE} else self.language

    @property
    def stored_as(self) -> str:
        """Name the file by its kind and how its random name begins, so that another is seen to be another."""
        return f"{self.extension.upper()} ({PurePath(self.file.name or '').stem[:6]})"


def latest_of(versions: Iterable[Any]) -> list[Any]:
    """Keep the last in force of each sequence; `versions` are in the order in which they came."""
    last: dict[tuple[str, str], Any] = {}
    for version in versions:
        if version.withdrawn is None:
            last[version.sequence] = version
    return sorted(
        last.values(),
        key=lambda each: (each.suffix if each.stands_beside else "", _ORDER.index(each.language)),
    )
