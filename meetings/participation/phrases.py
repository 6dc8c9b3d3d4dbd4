"""What letters about a delegation say, in six languages by the catalogue of letters.

`{{name}}` is a slot that the outbox fills for each recipient; `%(title)s` is filled once for all.
"""

from dataclasses import dataclass, replace

from django.utils.translation import pgettext

from network.rounds.letters import Wording


def ask() -> Wording:
    return Wording(
        subject=pgettext("letter", "Invitation: %(title)s, %(dates)s"),
        greeting=pgettext("letter", "To the delegation of {{body}}"),
        text=pgettext(
            "letter",
            "the OSCE Secretariat has the pleasure to invite your delegation to %(title)s, %(dates)s, "
            "%(location)s. Please name by %(closes)s who will take part, and who heads the delegation.",
        ),
        button=pgettext("letter", "Name the delegation"),
        after=pgettext(
            "letter",
            "The people whom the directory knows are listed on that page: one click sends the list. You can "
            "add others, and change the list later. If nobody comes, please say so there. You need no "
            "password.",
        )
        + "\n\n"
        + _for_delegation_alone(),
        reason=pgettext("letter", "You receive this message as a contact of an invited delegation."),
    )


def remind() -> Wording:
    return replace(
        ask(),
        subject=pgettext("letter", "Reminder: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "we have not yet had an answer to our invitation to %(title)s, %(dates)s, %(location)s. Please "
            "name your delegation by %(closes)s, or tell us that nobody comes.",
        ),
    )


def ask_for_nominations() -> Wording:
    return replace(
        ask(),
        subject=pgettext("letter", "Nominations until %(closes)s: %(title)s"),
        text=pgettext(
            "letter",
            "the OSCE Secretariat invites your delegation to nominate participants for %(title)s, %(dates)s, "
            "%(location)s. Please send your nominations by %(closes)s. The Secretariat then selects the "
            "participants and writes to each person who is nominated.",
        ),
        button=pgettext("letter", "Nominate participants"),
        after=pgettext(
            "letter",
            "You may change your nominations until that day. Afterwards a nomination is a request to the "
            "Secretariat. If you nominate nobody, please say so there. You need no password.",
        )
        + "\n\n"
        + _for_delegation_alone(),
    )


def remind_of_nominations() -> Wording:
    return replace(
        ask_for_nominations(),
        subject=pgettext("letter", "Reminder: nominations until %(closes)s, %(title)s"),
        text=pgettext(
            "letter",
            "we have not yet had nominations of your delegation for %(title)s, %(dates)s, %(location)s. "
            "Please send them by %(closes)s, or tell us that you nominate nobody.",
        ),
    )


def _for_delegation_alone() -> str:
    return pgettext(
        "letter",
        "The link is your delegation's alone. If you pass this message on, whoever receives it can "
        "change the list.",
    )


def put_forward() -> Wording:
    return Wording(
        subject=pgettext("letter", "Please confirm: %(title)s, %(dates)s"),
        greeting=pgettext("letter", "Dear {{name}},"),
        text=pgettext(
            "letter",
            "the delegation of {{body}} has put you forward for %(title)s, %(dates)s, %(location)s. Please "
            "confirm that you take part, or decline.",
        ),
        button=pgettext("letter", "Confirm or decline"),
        after=pgettext(
            "letter",
            "On that page you also say on which days you come, how the list of participants shows you, and "
            "what you need to eat or for a visa. You need no password.",
        )
        + "\n\n"
        + yours_alone(),
        reason=pgettext("letter", "You receive this message because a delegation has put you forward."),
    )


def accepted() -> Wording:
    return replace(
        put_forward(),
        subject=pgettext("letter", "You are registered: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "the Secretariat has registered you for %(title)s, %(dates)s, %(location)s, in the delegation of "
            "{{body}}. The meeting is attached for your calendar.",
        ),
        button=pgettext("letter", "Open your registration"),
        after=pgettext(
            "letter",
            "If anything changes, please say so on that page.",
        )
        + "\n\n"
        + yours_alone(),
    )


def nominated() -> Wording:
    return replace(
        put_forward(),
        text=pgettext(
            "letter",
            "the delegation of {{body}} has nominated you for %(title)s, %(dates)s, %(location)s. Please "
            "confirm that you would like to take part, or decline. The Secretariat then selects the "
            "participants and writes to you.",
        ),
        reason=pgettext("letter", "You receive this message because a delegation has nominated you."),
    )


def selected() -> Wording:
    return replace(
        accepted(),
        subject=pgettext("letter", "You are selected: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "we are pleased to write that the Secretariat has selected you for %(title)s, %(dates)s, "
            "%(location)s, as a nominee of {{body}}. The dates are attached for your calendar.",
        ),
    )


def waiting() -> Wording:
    return replace(
        accepted(),
        subject=pgettext("letter", "Waiting list: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "all seats for %(title)s, %(dates)s, %(location)s, are taken. You are on the waiting list, in "
            "the delegation of {{body}}. If a seat becomes free for you, the Secretariat writes to you. It "
            "cannot promise one, nor a position on the list, so please do not book any travel yet.",
        ),
        after=pgettext("letter", "If you can no longer come, please say so on that page.")
        + "\n\n"
        + yours_alone(),
    )


def seat_free() -> Wording:
    return replace(
        accepted(),
        subject=pgettext("letter", "A seat is free for you: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "a seat has become free, and the Secretariat has registered you for %(title)s, %(dates)s, "
            "%(location)s, in the delegation of {{body}}. You are no longer on the waiting list. The meeting "
            "is attached for your calendar. If you can no longer come, please decline soon: others wait.",
        ),
    )


def not_selected() -> Wording:
    return replace(
        accepted(),
        subject=pgettext("letter", "Your nomination: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "thank you for your interest in %(title)s, %(dates)s, %(location)s, and thanks to {{body}} for "
            "putting your name forward. There were more names than seats, and we are sorry that we "
            "cannot offer you one this time. This says nothing of your merits, and we hope to "
            "welcome you on another occasion.",
        ),
        button=pgettext("letter", "Open the page of your nomination"),
        after=yours_alone(),
    )


def visit_seat_free() -> Wording:
    return replace(
        accepted(),
        subject=pgettext("letter", "You join the study visit: %(title)s, %(dates)s"),
        text=pgettext(
            "letter",
            "a seat on the study visit of %(title)s, %(dates)s, has become free, and it is yours. You are no "
            "longer on its waiting list. If you cannot join the visit, please say so on your page.",
        ),
    )


def waiting_sentence() -> str:
    return pgettext(
        "letter",
        "You are on the waiting list. The Secretariat writes to you if a seat becomes free for you. It "
        "cannot promise one, nor a position on the list.",
    )


def visit_full() -> str:
    return pgettext(
        "letter",
        "All seats of the study visit are taken. You are on its waiting list; the Secretariat writes to you "
        "if a seat becomes free, and cannot promise one.",
    )


def with_visit_full(wording: Wording) -> Wording:
    return replace(wording, text=f"{wording.text}\n\n{visit_full()}")


def joining() -> Wording:
    return Wording(
        subject=pgettext("letter", "How to join: %(title)s, %(dates)s"),
        greeting=pgettext("letter", "Dear {{name}},"),
        text=pgettext(
            "letter",
            "you take part online in this meeting: %(title)s, %(dates)s. Please use this link to join.",
        ),
        button=pgettext("letter", "Join the meeting"),
        after=pgettext("letter", "Please do not pass the link on: it is for those who take part."),
        reason=pgettext("letter", "You receive this message because you take part in this meeting online."),
    )


def yours_alone() -> str:
    return pgettext("letter", "The link is yours alone: please do not pass it on.")


@dataclass(frozen=True)
class ListPhrases:
    """What the pages of a delegation's list say; `until` is filled with the day."""

    title: str
    until: str
    send: str
    decides: str
    closed: str


def of_delegation(name: str) -> ListPhrases:
    return ListPhrases(
        title=pgettext("letter", "Delegation of %(name)s") % {"name": name},
        until=pgettext("letter", "Please answer by %(day)s"),
        send=pgettext("letter", "Send the list"),
        decides=pgettext("letter", "The Secretariat accepts, with an entry for the calendar."),
        closed=pgettext("letter", "The list is closed. The Secretariat changes it for you."),
    )


def of_nominations(name: str) -> ListPhrases:
    return ListPhrases(
        title=pgettext("letter", "Nominations of %(name)s") % {"name": name},
        until=pgettext("letter", "Nominations until %(day)s"),
        send=pgettext("letter", "Send the nominations"),
        decides=pgettext("letter", "The Secretariat selects the participants and writes to each nominee."),
        closed=pgettext(
            "letter",
            "The day for nominations is over. A nomination is a request to the Secretariat now: write whom "
            "you nominate, with function and e-mail address.",
        ),
    )
