"""A mail in a frame of a page, as mail programs show it: `templates/components/mail_previews.html`."""

from dataclasses import dataclass

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from nfp_portal.accounts.access import View

DARK = "(prefers-color-scheme: dark)"
# A mail carries its own style sheet and may do nothing else: no script, no form, nothing fetched.
LIKE_A_MAIL_PROGRAM = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "font-src": [NONE],
    "connect-src": [NONE],
    "frame-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


@dataclass(frozen=True)
class Frame:
    """The mail as one kind of mail program shows it."""

    anchor: str
    label: str
    title: str
    css: str
    url: str


def frames(light: str, dark: str) -> list[Frame]:
    """Return the frames that every mail is looked at in; `light` and `dark` are the addresses of its HTML."""
    return [
        Frame("wide", "600 px", _("On a wide screen, 600 px"), "preview--600", light),
        Frame("narrow", "375 px", _("On a telephone, 375 px"), "preview--375", light),
        Frame("dark", _("Dark"), _("In the dark scheme"), "preview--600", dark),
    ]


def like_a_mail_program(view: View) -> View:
    """Let the page of a mail's HTML stand in a frame of ours, and do nothing."""
    shown: View = xframe_options_sameorigin(
        csp_replace(LIKE_A_MAIL_PROGRAM | {"img-src": [SELF, "data:"]})(view)
    )
    return shown


def mail_in_scheme(html: str, *, is_dark: bool) -> str:
    """Return a mail's HTML in the light or the dark scheme, whatever scheme this screen has."""
    return html.replace(DARK, "all" if is_dark else "not all")
