"""Forms of sign-in, invitations and passwords."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts.actions import use_code
from nfp_portal.accounts.adapter import UnreadableFactorError
from nfp_portal.accounts.models import Role, User
from nfp_portal.accounts.permissions import roles_to_grant
from nfp_portal.accounts.resets import request_reset
from nfp_portal.text.fields import AddressFormField
from nfp_portal.text.forms import Form


class SignInForm(LoginForm):  # type: ignore[misc] # allauth has no types
    """Without allauth's link between the two fields, so that Tab goes from one to the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressFormField(
            label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
        )
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")
        self.fields["remember"].help_text = _(
            "For two weeks; for the secretariat for twelve hours, or until nothing happened for half an "
            "hour. Not on a computer that others use."
        )


class AskResetForm(ResetPasswordForm):  # type: ignore[misc] # allauth has no types
    """Requests a link to a new password; the answer is the same for every address, see `resets`."""

    email = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        request_reset(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


def unreadable_factor() -> str:
    """Return the message to the owner of a second factor that the portal cannot decrypt."""
    text = _("The portal cannot read your second factor, because its key was changed. Write to %(address)s.")
    return text % {"address": settings.HELP_ADDRESS}


class OneTime(Form):
    """Refuses a code that was used before."""

    def clean_code(self) -> str:
        try:
            code = str(super().clean_code())  # type: ignore[misc] # of the form this stands before
        except UnreadableFactorError as error:
            raise forms.ValidationError(unreadable_factor()) from error
        if not use_code(self.authenticator, code):  # type: ignore[attr-defined] # set just above
            raise forms.ValidationError(_("This code was used already. Wait for the next one."))
        return code


class OneTimeAuthenticateForm(OneTime, AuthenticateForm):  # type: ignore[misc] # allauth has no types
    pass


class OneTimeReauthenticateForm(OneTime, ReauthenticateForm):  # type: ignore[misc] # as above
    pass


class PasswordForm(Form):
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 15 characters. Several words you remember are better than signs."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class InviteForm(Form):
    email = AddressFormField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_to_grant(by)
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in roles]  # type: ignore[attr-defined] # a choice field
