"""Two people in the same moment: what only the database can refuse."""

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from meetings.forms.revised import IdempotentForm

Form = TypeVar("Form", bound=IdempotentForm[Any])


def outrun(form: Form) -> Form:
    """Say that a change saved in the same moment stands against this one; the database refused it."""
    words = _(
        "Somebody else saved a change in this moment that does not go with yours. Look at it and try again."
    )
    form.add_error(None, words)
    return form
