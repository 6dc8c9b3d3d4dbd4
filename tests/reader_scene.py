"""What the addresses of the newsletter's readers name, for the permission matrix."""

from typing import Any

from newsletter.readers.models import SubscriptionState
from nfp_portal.mail.models import Suppression
from tests.factories import newsletter

Named = dict[str, Any]


class ReaderScene:
    def of_subscriptions(self) -> dict[str, Named]:
        subscription = newsletter.make_subscription()
        return {"": {"token": subscription.token}, "forged": {"token": "forged"}}

    def of_readers(self) -> dict[str, Named]:
        reader = newsletter.make_subscription()
        Suppression.objects.create(address=reader.address, reason="refused")
        return {"": {"pk": reader.pk, "kind": "csv"}}

    def of_reader_groups(self) -> dict[str, Named]:
        return {"": {"pk": newsletter.make_group().pk}}

    def of_group_members(self) -> dict[str, Named]:
        return {"": {"pk": newsletter.make_member(newsletter.make_group()).pk}}

    def of_confirmations(self) -> dict[str, Named]:
        waiting = newsletter.make_subscription(state=SubscriptionState.PENDING)
        return {"": {"token": waiting.confirm_token}, "forged": {"token": "forged"}}
