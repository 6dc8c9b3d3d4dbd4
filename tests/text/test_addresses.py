"""An e-mail address in its one form: in the function, in forms, in lookups, and in the database."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from nfp_portal.accounts.models import Role, User
from nfp_portal.text import addresses
from nfp_portal.text.addresses import normalize_address, readable_address, validate_address
from nfp_portal.text.fields import AddressField, AddressFormField
from tests.factories.accounts import make_user

SPELLINGS = [
    ("Invited.Person@Example.org", "invited.person@example.org", "invited.person@example.org"),
    (" fourth@example.org\u200b ", "fourth@example.org", "fourth@example.org"),
    ("\ufeffkurt@exa\u00admple.org", "kurt@example.org", "kurt@example.org"),
    ("\u202ahans\u202c@example.org\u200e", "hans@example.org", "hans@example.org"),
    ("third@Bücher.example", "third@xn--bcher-kva.example", "third@bücher.example"),
    ("third@XN--BCHER-KVA.example", "third@xn--bcher-kva.example", "third@bücher.example"),
    ("third@bu\u0308cher.example", "third@xn--bcher-kva.example", "third@bücher.example"),
    ("x@straße.example", "x@xn--strae-oqa.example", "x@straße.example"),
    ("почта@пример.example", "почта@xn--e1afmkfd.example", "почта@пример.example"),
]


@pytest.mark.parametrize(("typed", "stored", "shown"), SPELLINGS)
def test_an_address_has_one_form_and_a_readable_one(typed: str, stored: str, shown: str) -> None:
    assert normalize_address(typed) == stored
    assert normalize_address(stored) == stored
    assert readable_address(stored) == shown


NO_ADDRESSES = [
    "", "anna", "anna@", "@example.org", "a b@example.org", "a@b@example.org", "anna@example", "anna@-a.org",
    "почта@пример.example", "snow@☃.example", "a\n@example.org", "A@example.org",
    f"{'a' * 250}@example.org",
]  # fmt: skip


def test_an_invalid_address_is_refused_before_it_reaches_the_database() -> None:
    passing = []
    for text in NO_ADDRESSES:
        try:
            validate_address(text)
        except ValidationError:
            continue
        passing.append(text)
    assert passing == []
    for _typed, stored, _shown in SPELLINGS[:-1]:
        validate_address(stored)


def test_a_form_takes_any_spelling_and_shows_the_readable_one() -> None:
    field = AddressFormField(required=False)
    assert field.clean(" Third@BÜCHER.example\u200b") == "third@xn--bcher-kva.example"
    assert field.clean("") == ""
    assert field.prepare_value("third@xn--bcher-kva.example") == "third@bücher.example"
    with pytest.raises(ValidationError, match=r"This is no e-mail address\. Write it as name@example\.org\."):
        field.clean("third(at)example.org")


@pytest.mark.django_db
def test_a_row_is_written_and_found_in_the_one_form() -> None:
    user = make_user(email="Third@Bücher.example")
    assert user.email == "third@xn--bcher-kva.example"
    for spelling in ("third@bücher.example", "THIRD@xn--bcher-kva.example", "third@bücher.example\u200b"):
        assert User.objects.get(email=spelling) == user
        assert User.objects.filter(email__in=[spelling]).exists()
    with pytest.raises(IntegrityError, match="one_account_per_email"), transaction.atomic():
        make_user(email="THIRD@bücher.example")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["Anna@example.org", "anna@bücher.example", "an na@example.org", "anna"])
def test_the_database_takes_no_other_form(address: str) -> None:
    user = make_user(Role.PARTNER)
    with (
        pytest.raises(IntegrityError, match="email_address_has_one_form"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE accounts_user SET email = %s WHERE id = %s", [address, user.pk])


def test_every_column_of_an_address_has_the_one_type() -> None:
    """A plain `EmailField` would keep each spelling apart."""
    libraries = {"emailaddress"}  # allauth's own, written by `accounts.actions.verify_address` alone
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField) and not isinstance(field, AddressField)
        if model._meta.model_name not in libraries
    ]
    assert plain == []


@pytest.mark.django_db
def test_the_type_in_the_database_is_the_one_in_the_file() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format_type(t.typbasetype, t.typtypmod), pg_get_constraintdef(c.oid)"
            " FROM pg_type t JOIN pg_constraint c ON c.contypid = t.oid WHERE t.typname = 'email_address'"
        )
        [(base, check)] = cursor.fetchall()
    pattern = r"'^([!-?[-~]+@[a-z0-9.-]+)?$'"
    assert base == "character varying(254)"
    assert pattern in check
    assert pattern in (Path(addresses.__file__).parent / "sql" / "email_address.sql").read_text()
