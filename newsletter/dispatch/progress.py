"""How far the dispatch of an issue is, as its page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms.utils import flatatt
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsletter.dispatch import actions
from newsletter.dispatch.models import LateSend
from newsletter.models import Issue, IssueStatus
from nfp_portal.ui.buttons import Button

LABELS = {
    "recipients": gettext_lazy("Recipients"),
    "waiting": gettext_lazy("Waiting"),
    "sending": gettext_lazy("Sending"),
    "sent": gettext_lazy("Sent"),
    "deferred": gettext_lazy("To be tried again"),
    "failed": gettext_lazy("Refused"),
    "suppressed": gettext_lazy("Not wanted any more"),
    "ambiguous": gettext_lazy("Perhaps twice"),
}
EVERY = "every 2s"


@dataclass(frozen=True)
class Progress:
    issue: Issue
    counts: dict[str, int]
    unsent: actions.Unsent
    pace: int
    late: LateSend | None = None

    @classmethod
    def of(cls, issue: Issue) -> "Progress":
        late = actions.late_send_of(issue) if issue.status == IssueStatus.SENDING else None
        return cls(issue, actions.counts(issue), actions.unsent(issue), actions.pace(issue), late)

    @property
    def is_ongoing(self) -> bool:
        """Whether it goes on by itself; a worker may still hold messages of a stopped issue."""
        if self.issue.status == IssueStatus.STOPPED:
            return self.counts["sending"] > 0
        return self.issue.status == IssueStatus.SENDING

    @property
    def seconds_left(self) -> int:
        """The rest of the undo time in whole seconds, 0 when it is over."""
        leaves_at = self.late.leaves_at if self.late else self.issue.released_at
        if leaves_at is None:
            return 0
        return max(0, int((leaves_at - timezone.now()).total_seconds()))

    @property
    def is_paused(self) -> bool:
        return self.issue.letter is not None and self.issue.letter.paused_at is not None

    @property
    def polling(self) -> str:
        """The attributes by which the card replaces itself while the dispatch goes on."""
        if not self.is_ongoing:
            return flatatt({"data-state": "done"})
        return flatatt(
            {
                "data-state": "running",
                "hx-get": self._url,
                "hx-trigger": EVERY,
                "hx-select": "#dispatch-progress",
                "hx-target": "this",
                "hx-swap": "outerHTML",
            }
        )

    @property
    def sentences(self) -> list[str]:
        if self.issue.status == IssueStatus.STOPPED:
            return list(self._of_stopped())
        if self.is_paused:
            return [_("Paused: nothing more leaves until somebody clicks Resume.")]
        if not self.seconds_left:
            return list(self._pace_in_words())
        if self.late:
            return [self._late_in_words()]
        sentence = ngettext(
            "Nothing has left yet; it begins in %(seconds)d second.",
            "Nothing has left yet; it begins in %(seconds)d seconds.",
            self.seconds_left,
        )
        return [sentence % {"seconds": self.seconds_left}]

    def _late_in_words(self) -> str:
        sentence = ngettext(
            "Nothing has left to those who have not received it; it begins in %(seconds)d second.",
            "Nothing has left to those who have not received it; it begins in %(seconds)d seconds.",
            self.seconds_left,
        )
        return sentence % {"seconds": self.seconds_left}

    def _pace_in_words(self) -> Iterator[str]:
        """Say how fast it goes, and how long the rest takes at that pace."""
        left = self.counts["waiting"] + self.counts["sending"]
        if not (self.is_ongoing and self.pace and left):
            return
        minutes = -(-left // self.pace)
        yield ngettext(
            "%(pace)d a minute, about %(minutes)d minute left.",
            "%(pace)d a minute, about %(minutes)d minutes left.",
            minutes,
        ) % {"pace": self.pace, "minutes": minutes}

    def _of_stopped(self) -> Iterator[str]:
        yield _(
            "What had not left was withdrawn. The issue is published, because some readers have it; its page"
            " says that not all do."
        )
        if number := self.counts["sending"]:
            sentence = ngettext(
                "%(number)d message was on its way and may still arrive.",
                "%(number)d messages were on their way and may still arrive.",
                number,
            )
            yield sentence % {"number": number}

    @property
    def numbers(self) -> list[tuple[object, int]]:
        withdrawn = [(_("Withdrawn"), self.counts["withdrawn"])] if self.counts["withdrawn"] else []
        return [*((label, self.counts[name]) for name, label in LABELS.items()), *withdrawn]

    @property
    def ambiguous(self) -> str:
        if not self.counts["ambiguous"]:
            return ""
        return _(
            "Perhaps twice: the connection ended before the receipt came. These may have arrived twice,"
            " always under the same Message-ID."
        )

    @property
    def reasons_link(self) -> SafeString | str:
        if not (self.counts["failed"] or self.counts["deferred"]):
            return ""
        label = _("See why in outgoing mail")
        return format_html('<a class="tap" id="why" href="{}">{}</a>', reverse("mail:outbox"), label)

    @property
    def buttons(self) -> list[Button]:
        if self.issue.status == IssueStatus.SENDING:
            return list(self._while_sending())
        return list(self._to_the_rest())

    def _while_sending(self) -> Iterator[Button]:
        if self.seconds_left:
            yield self._act(_("Undo"), "undo", "")
            return
        if self.is_paused:
            yield self._act(_("Resume"), "resume", "")
        else:
            yield self._act(_("Pause"), "pause", "quiet")
        stop = reverse("newsletter:stop", args=[self.issue.number])
        yield Button(_("Stop"), stop, "danger", attributes={"id": "stop"})

    def _to_the_rest(self) -> Iterator[Button]:
        everybody, addressed = self.unsent.everybody, self.unsent.withdrawn
        if addressed:
            label = ngettext(
                "Resume: send to %(number)d recipient", "Resume: send to %(number)d recipients", addressed
            )
            yield self._act(label % {"number": addressed}, "resume", "")
        if everybody != addressed:
            label = ngettext(
                "Send to %(number)d who has not received it",
                "Send to %(number)d who have not received it",
                everybody,
            )
            url = reverse("newsletter:send_rest", args=[self.issue.number])
            style = "quiet" if addressed else ""
            yield Button(label % {"number": everybody}, url, style, attributes={"id": "rest"})

    @property
    def leave_note(self) -> SafeString | str:
        if not self.is_ongoing:
            return ""
        refresh = format_html('<a class="tap" id="look-again" href="{}">{}</a>', self._url, _("Refresh"))
        return format_html("{} {}", _("You may leave this page; the work goes on."), refresh)

    @property
    def _url(self) -> str:
        return reverse("newsletter:dispatch", args=[self.issue.number])

    def _act(self, label: str, what: str, style: str) -> Button:
        url = reverse("newsletter:dispatch_act", args=[self.issue.number, what])
        return Button(label, url, style, fields={}, button_id=what)
