"""Two people in the same moment: what only the database can refuse."""

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from meetings.forms.idempotent import IdempotentForm

Form = TypeVar("Form", bound=IdempotentForm[Any])


def with_conflict(form: Form) -> Form:
    """Add the error that a change saved in the same moment contradicts this one."""
    message = _(
        "Somebody else saved a change in this moment that does not go with yours. Look at it and try again."
    )
    form.add_error(None, message)
    return form
