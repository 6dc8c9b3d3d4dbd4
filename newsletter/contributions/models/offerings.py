"""Where a piece comes from: which State, in answer to which call, by whose link."""

import uuid

from django.db import models

from network.rounds.models import Addressee, Mailbox
from newsletter.models import Piece, PrintedText


class Offering(models.Model):
    """A piece as somebody of a State writes it. `key` is that of the form: sent twice it makes one piece.

    `mailbox_key` is that of the link it was written by: who has that link is notified. It is no relation,
    for mailboxes are deleted a year after their round. `text` is what was offered last, as its State reads
    it in a clearance; None while it is a draft.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    piece = models.OneToOneField(Piece, on_delete=models.CASCADE, related_name="offering")
    addressee = models.ForeignKey(
        Addressee, null=True, on_delete=models.PROTECT, related_name="offerings", editable=False
    )
    mailbox_key = models.UUIDField(null=True, editable=False)
    text = models.JSONField(null=True)

    class Meta:
        app_label = "newsletter"

    def __str__(self) -> str:
        return str(self.piece)

    @property
    def offered_text(self) -> PrintedText | None:
        return PrintedText.from_json(self.text) if self.text else None

    @property
    def mailbox(self) -> Mailbox | None:
        """The mailbox whose link it came by, as long as it is kept; one query."""
        return Mailbox.objects.filter(key=self.mailbox_key).first() if self.mailbox_key else None
