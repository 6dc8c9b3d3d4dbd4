"""What people do on every journey: sign in, type a code of the second factor, follow a link in a mail."""

import re
import time
from email.message import EmailMessage

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import encrypt
from playwright.sync_api import Page

from nfp_portal.accounts.models import Role, User
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.network import make_appointment, make_person


def code_of(secret: str) -> str:
    """What the authenticator app shows now (RFC 6238, 30 seconds)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_second_factor(user: User) -> str:
    """Add an authenticator app to the account without the notification by e-mail."""
    secret: str = generate_totp_secret()
    app = Authenticator(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})
    Authenticator.objects.bulk_create([app])
    return secret


def sign_in(page: Page, email: str, password: str, secret: str = "") -> None:
    """Sign in by the keyboard alone."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    if secret:
        page.wait_for_url("**/2fa/authenticate/**")
        page.locator("[name=code]").fill(code_of(secret))
        page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/accounts/" not in address)


def link_in(message: EmailMessage, part_of_path: str) -> str:
    """The first address in the text part that leads there."""
    body = message.get_body(("plain",))
    assert body is not None
    match = re.search(rf"https?://\S+{re.escape(part_of_path)}\S*", body.get_content())
    assert match, body.get_content()
    return match[0]


def enter_as_focal_point(page: Page, iso2: str) -> None:
    """Sign in as a focal point of a State, made for that."""
    user = make_user(Role.FOCAL_POINT, password=PASSWORD)
    make_appointment(iso2, person=make_person(iso2, user=user))
    sign_in(page, user.email, PASSWORD)
