"""Model and form fields for e-mail addresses."""

from typing import Any

from django import forms
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from nfp_portal.text.addresses import normalize_address, readable_address, validate_address


class AddressFormField(forms.EmailField):
    """Accepts any spelling of an address, cleans to the stored form, shows the readable one."""

    default_validators = [validate_address]

    def to_python(self, value: Any) -> Any:
        return normalize_address(str(super().to_python(value) or ""))

    def prepare_value(self, value: Any) -> Any:
        return readable_address(value) if isinstance(value, str) else value


class AddressField(models.EmailField):  # type: ignore[type-arg] # generic in the stubs alone
    """An address in normal form (`normalize_address`), in rows and in lookups.

    The column's type is the domain `email_address` (sql/email_address.sql), which refuses any other spelling.
    """

    default_validators = [validate_address]

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "email_address"

    def to_python(self, value: Any) -> Any:
        return normalize_address(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": AddressFormField} | kwargs))
