"""What the addresses of outgoing and returned mail name, for the permission matrix."""

from typing import Any

from nfp_portal.accounts.models import Role
from nfp_portal.mail import actions as mail
from nfp_portal.mail.models import Suppression
from nfp_portal.returned.models import ReturnedMail
from nfp_portal.turns.leaving import token_of
from tests.factories.accounts import make_user

Named = dict[str, Any]


class MailScene:
    def of_digests(self) -> dict[str, Named]:
        return {"": {"token": token_of(make_user(Role.PARTNER))}, "forged": {"token": "forged"}}

    def of_mail(self) -> dict[str, Named]:
        sent = mail.post(to="reader@example.org", subject="Hello", text="Hello", stream="newsletter")
        mail.withdraw("gone@example.org", "", "refused")
        refusing = Suppression.objects.get(address="gone@example.org")
        waiting = ReturnedMail.objects.create(digest="1", address=sent.address, verdict="unreadable")
        keys = {"letter_id": sent.letter_id, "delivery_id": sent.pk, "returned_id": waiting.pk}
        return {"": keys | {"suppression_id": refusing.pk}}
