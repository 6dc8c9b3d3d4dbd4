"""The page on which a message is looked at before and after it is sent."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from network.messages.actions.sending import ALONE, leaves_at
from network.messages.actions.writing import subject_of
from network.messages.letters import letter_of, reason_of
from network.messages.models import Message, MessageRecipient
from nfp_portal.accounts.models import User
from nfp_portal.mail.models import OPEN_STATES, DeliveryState
from nfp_portal.revisions.actions import open_submission
from nfp_portal.revisions.approval import last_remark
from nfp_portal.revisions.models import Submission
from nfp_portal.ui.buttons import Button
from nfp_portal.ui.mail_previews import Frame, frames


@dataclass(frozen=True)
class Sample:
    """How it reads in the frame of one language, for the first recipient who has that."""

    language: str
    number: int
    reason: str

    @property
    def label(self) -> str:
        name = str(get_language_info(self.language)["name_translated"])
        copies = ngettext("%(n)d copy", "%(n)d copies", self.number) % {"n": self.number}
        return f"{name}: {copies}"


@dataclass(frozen=True)
class RecipientLine:
    """One of the list: `mark` is the kind of a status mark."""

    name: str
    mark: str
    status: str


@dataclass(frozen=True)
class Review:
    """A message with its list. The same queries at any length."""

    message: Message
    recipients: list[MessageRecipient]
    submission: Submission | None
    user: User | AnonymousUser
    remark: str = ""

    @cached_property
    def reached(self) -> list[MessageRecipient]:
        """Who gets it, or got it."""
        if self.message.sent_at:
            return [each for each in self.recipients if each.delivery_id]
        return [each for each in self.recipients if each.is_chosen and each.address and not each.is_refused]

    @cached_property
    def samples(self) -> list[Sample]:
        """One for each language of the recipients, that of most first."""
        numbers = Counter(each.language for each in self.reached)
        first = {each.language: each for each in reversed(self.reached)}
        return [Sample(each, number, reason_of(first[each])) for each, number in numbers.most_common()]

    def sample_in(self, language: str) -> Sample | None:
        return next((each for each in self.samples if each.language == language), None)

    @property
    def text(self) -> str:
        first = next(iter(self.samples), None)
        return letter_of(self.message, first.language, first.reason).text if first else ""

    @property
    def frames(self) -> list[Frame]:
        first = next(iter(self.samples), None)
        if first is None:
            return []
        name, key = "network:messages:letter", self.message.key
        return frames(*(reverse(name, args=[key, first.language, look]) for look in ("light", "dark")))

    @property
    def other_samples(self) -> list[tuple[str, str]]:
        """The frames of the other languages: their address and label."""
        name, key = "network:messages:letter", self.message.key
        return [(reverse(name, args=[key, each.language, "light"]), each.label) for each in self.samples[1:]]

    @property
    def status(self) -> str:
        number = len(self.reached)
        if self.message.sent_at:
            return self._sent_in_words()
        if self.submission is not None:
            return _("Waiting for approval, submitted by %(name)s.") % {"name": self.submission.by}
        if not number:
            return _("Not sent. Nobody of the list can be written to.")
        ready = ngettext(
            "Not sent. It goes to %(n)d address.", "Not sent. It goes to %(n)d addresses.", number
        )
        return ready % {"n": number}

    def _sent_in_words(self) -> str:
        leaves, number = leaves_at(self.message), self.message.number
        if leaves:
            waits = ngettext(
                "It leaves at %(time)s, to %(n)d address.",
                "It leaves at %(time)s, to %(n)d addresses.",
                number,
            )
            return waits % {"n": number, "time": date_format(localtime(leaves), "H:i:s")}
        sent = ngettext("Sent to %(n)d address on %(day)s.", "Sent to %(n)d addresses on %(day)s.", number)
        day = date_format(localtime(self.message.sent_at), "j F Y, H:i")
        return sent % {"n": number, "day": day}

    @property
    def lines(self) -> list[RecipientLine]:
        return [RecipientLine(each.in_list, *self._status_of(each)) for each in self.recipients]

    def _status_of(self, row: MessageRecipient) -> tuple[str, str]:
        if row.delivery is not None:
            return _mark_of(row.delivery.state), str(DeliveryState(row.delivery.state).label)
        if not row.is_chosen:
            return "none", _("left out by hand")
        if not row.address:
            return "failed", _("no address is recorded")
        if row.is_refused:
            return "failed", _("the address refuses mail or wants none")
        return ("none", _("not written to")) if self.message.sent_at else ("waiting", _("to be written to"))

    @property
    def buttons(self) -> list[Button]:
        test = self._act(_("Send a test to me"), "test", "quiet")
        if self.message.sent_at:
            undo_url = reverse("network:messages:undo", args=[self.message.key])
            return [Button(_("Undo"), undo_url, fields={})] if leaves_at(self.message) else []
        if self.submission is not None:
            own = self.submission.by_id == self.user.pk
            label = _("See what waits") if own else _("Decide")
            return [Button(label, reverse("network:messages:approve", args=[self.message.key]), ""), test]
        edit_url = reverse("network:messages:edit", args=[self.message.key])
        return [
            *self._send(),
            test,
            Button(_("Change"), edit_url),
            self._act(_("Discard"), "discard", "quiet"),
        ]

    def _send(self) -> list[Button]:
        number = len(self.reached)
        if not number:
            return []
        if number > ALONE:
            return [self._act(_("Submit for approval"), "submit", "")]
        label = ngettext("Send to %(n)d address", "Send to %(n)d addresses", number)
        return [self._act(label % {"n": number}, "send", "")]

    def _act(self, label: str, act: str, style: str) -> Button:
        return Button(label, self.message.get_absolute_url(), style, fields={"act": act})


def _mark_of(state: str) -> str:
    if state in OPEN_STATES:
        return "waiting"
    return "done" if state == DeliveryState.SENT else "failed"


def review_of(message: Message, user: User | AnonymousUser) -> Review:
    listed = MessageRecipient.objects.of(message).with_reachability().in_order()
    rows = list(listed.select_related("state", "organisation", "delivery"))
    subject = subject_of(message)
    remark = "" if message.sent_at else last_remark(subject)
    return Review(message, rows, open_submission(subject), user, remark)
