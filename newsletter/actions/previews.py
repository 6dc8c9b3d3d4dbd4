"""The test mail of an issue."""

from dataclasses import replace

from newsletter.letters import inlines_of, letter_of, page_of_previews
from newsletter.models import Issue
from newsletter.printed import Copy
from nfp_portal.accounts.models import User
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import NOTICE, Priority


def send_test(number: int, copy: Copy | None = None, *, by: User) -> None:
    """Mail a copy of the issue as it is now to `by`, with links that act on nobody."""
    issue = Issue.objects.with_pieces().get(number=number)
    letter = letter_of(issue, copy, links=page_of_previews(issue))
    mail.post(
        to=by.email,
        **replace(letter, subject=f"[Test] {letter.subject}").parts,
        inlines=inlines_of(issue),
        stream=NOTICE,  # an editor who once unsubscribed from the newsletter must see it all the same
        priority=Priority.URGENT,
    )
