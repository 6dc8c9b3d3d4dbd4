"""The facts of a person, a row each: forms, history, merging, files, import and vCards derive from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What sort of value a fact has: how a form, an import and a file treat it."""

    TEXT = auto()
    NAME = auto()
    ADDRESS = auto()
    TELEPHONE = auto()
    LANGUAGES = auto()
    TOPICS = auto()
    AGENCY = auto()
    DAY = auto()


class Group(Enum):
    """The headings under which forms show the facts."""

    NAME = _("Name")
    FUNCTION = _("Function")
    REACHED = _("How to be reached, and who reads it")
    WORK = _("Languages and fields of work")


@dataclass(frozen=True)
class PersonField:
    """A fact, by the name of its attribute of `Person`; all of them are in the history.

    - `group`: its heading in the forms; None: no form has it. `of_nominees`: a new entry begins with it.
    - `has_visibility`: the person chooses who reads it, in the attribute `…_visibility`.
    - `example`, `headings`: an example in the template of the import, and other names that spreadsheets give
      it, in small letters. Without an example no import reads it.
    - `sheet`: its heading in the directory's files; "" keeps it out of them.
    - `vcard`: its property in a vCard (RFC 6350); "" keeps it out.
    """

    name: str
    kind: Kind
    group: Group | None = None
    of_nominees: bool = True
    has_visibility: bool = False
    help_text: str | Promise = ""
    autocomplete: str = ""
    example: str = ""
    headings: tuple[str, ...] = ()
    sheet: str = ""
    vcard: str = ""

    @property
    def label(self) -> str:
        field = apps.get_model("network", "Person")._meta.get_field(self.name)  # noqa: SLF001 - Django's documented _meta
        return capfirst(str(field.verbose_name))  # type: ignore[union-attr] # a column

    @property
    def form_name(self) -> str:
        """The name of its form field: that of the relation where the attribute holds a key."""
        return self.name.removesuffix("_id")


PERSON_FIELDS = (
    PersonField(
        "form_of_address",
        Kind.TEXT,
        Group.NAME,
        example="Ms.",
        headings=("title", "salutation", "address", "mr ms"),
    ),
    PersonField(
        "rank",
        Kind.TEXT,
        Group.NAME,
        example="Colonel",
        headings=("military rank", "police rank", "grade"),
    ),
    PersonField(
        "given_name",
        Kind.NAME,
        Group.NAME,
        autocomplete="given-name",
        example="Berta",
        headings=("first name", "forename", "given names", "firstname"),
        sheet="Given name",
    ),
    PersonField(
        "family_name",
        Kind.NAME,
        Group.NAME,
        autocomplete="family-name",
        example="Beispiel",
        headings=("last name", "surname", "lastname", "family names"),
        sheet="Family name",
    ),
    PersonField(
        "name_in_script",
        Kind.NAME,
        Group.NAME,
        help_text=_("As you write it at home, in any alphabet."),
        example="Берта Байшпиль",
        headings=("original script", "native name", "name in cyrillic", "cyrillic", "name in script"),
        sheet="Original script",
        vcard="NOTE",
    ),
    PersonField(
        "function",
        Kind.TEXT,
        Group.FUNCTION,
        example="Head of Unit",
        headings=("position", "job title", "post", "duty", "role"),
        sheet="Function",
        vcard="TITLE",
    ),
    # Its columns in files are the name of the agency and its kind.
    PersonField("agency_id", Kind.AGENCY, Group.FUNCTION),
    PersonField(
        "unit",
        Kind.TEXT,
        Group.FUNCTION,
        example="International Co-operation",
        headings=("department", "division", "section"),
        sheet="Unit",
    ),
    PersonField(
        "email",
        Kind.ADDRESS,
        Group.REACHED,
        has_visibility=True,
        autocomplete="email",
        example="berta.beispiel@example.org",
        headings=("email", "mail", "e mail address", "email address"),
        sheet="E-mail",
        vcard="EMAIL;TYPE=work;PREF=1",
    ),
    PersonField(
        "second_email",
        Kind.ADDRESS,
        Group.REACHED,
        of_nominees=False,
        has_visibility=True,
        help_text=_("For example the mailbox of your unit."),
        vcard="EMAIL;TYPE=work",
    ),
    PersonField(
        "telephone",
        Kind.TELEPHONE,
        Group.REACHED,
        has_visibility=True,
        help_text=_("With the country code, as +43 1 000 0000."),
        autocomplete="tel",
        example="+43 1 000 0000",
        headings=("phone", "tel", "telephone number", "phone number", "office phone"),
        sheet="Telephone",
        vcard="TEL;TYPE=work;VALUE=text",
    ),
    PersonField(
        "mobile",
        Kind.TELEPHONE,
        Group.REACHED,
        of_nominees=False,
        has_visibility=True,
        example="+43 660 000 0000",
        headings=("mobile", "cell", "cell phone", "mobile phone", "gsm", "mobile number"),
        vcard="TEL;TYPE=cell;VALUE=text",
    ),
    PersonField(
        "languages",
        Kind.LANGUAGES,
        Group.WORK,
        example="English; German",
        headings=("languages", "language"),
        sheet="Working languages",
        vcard="LANG",
    ),
    PersonField(
        "topics",
        Kind.TOPICS,
        Group.WORK,
        of_nominees=False,
        example="Border management; Migration",
        headings=("topics", "topic", "field of work"),
        sheet="Fields of work",
        vcard="CATEGORIES",
    ),
    PersonField("confirmed_on", Kind.DAY, of_nominees=False),
)


def _with_visibilities() -> Iterator[str]:
    for field in PERSON_FIELDS:
        yield field.name
        if field.has_visibility:
            yield f"{field.name}_visibility"


# The attributes that a person's form changes, the history says and Undo brings back.
CONTACT_FIELDS = tuple(_with_visibilities())
# The facts by which a person is reached; each has its `…_visibility`.
CONTACT_WAYS = tuple(field.name for field in PERSON_FIELDS if field.has_visibility)
FORM_FIELDS = tuple(field for field in PERSON_FIELDS if field.group)
NOMINEE_FIELDS = tuple(field for field in FORM_FIELDS if field.of_nominees)
IMPORTED_FIELDS = tuple(field for field in PERSON_FIELDS if field.example)
# In files the family name comes first.
SHEET_FIELDS = tuple(
    sorted((field for field in PERSON_FIELDS if field.sheet), key=lambda field: field.name != "family_name")
)
