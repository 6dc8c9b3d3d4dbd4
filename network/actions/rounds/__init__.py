"""Rounds of verification and communication checks: open, write, answer, remind, escalate, close."""

from network.actions.rounds.answers import (
    AppointmentEndedError,
    Leaving,
    RoundClosedError,
    answer_here,
    change,
    confirm,
    confirm_by_telephone,
    confirm_on_the_portal,
    leave,
)
from network.actions.rounds.escalation import Escalation, escalate, escalation_of
from network.actions.rounds.letters import remind_one, send_step
from network.actions.rounds.opening import (
    CHECK_LASTS,
    ESCALATION_DAY,
    LONGEST_ROUND,
    REMINDER_DAYS,
    ROUND_DAYS,
    NobodyToAskError,
    OpenAlreadyError,
    Plan,
    close_round,
    open_round,
    people_to_ask,
)
from network.actions.rounds.report import print_report, request_report
from network.actions.rounds.tending import Reminders, remind_all, reminders_of, tend

__all__ = [
    "CHECK_LASTS",
    "ESCALATION_DAY",
    "LONGEST_ROUND",
    "REMINDER_DAYS",
    "ROUND_DAYS",
    "AppointmentEndedError",
    "Escalation",
    "Leaving",
    "NobodyToAskError",
    "OpenAlreadyError",
    "Plan",
    "Reminders",
    "RoundClosedError",
    "answer_here",
    "change",
    "close_round",
    "confirm",
    "confirm_by_telephone",
    "confirm_on_the_portal",
    "escalate",
    "escalation_of",
    "leave",
    "open_round",
    "people_to_ask",
    "print_report",
    "remind_all",
    "remind_one",
    "reminders_of",
    "request_report",
    "send_step",
    "tend",
]
