"""What can be done with an approved issue, one verb each."""

from newsletter.dispatch.actions.dispatching import (
    COUNTED,
    RESUMABLE,
    UNDO_WITHIN,
    AlteredError,
    Unsent,
    counts,
    dispatch,
    pace,
    unsent,
)
from newsletter.dispatch.actions.scheduling import schedule, send_scheduled, unschedule
from newsletter.dispatch.actions.stopping import (
    close_finished,
    late_send_of,
    pause,
    resume,
    send_to_those_without,
    stop,
    undo,
)

__all__ = [
    "COUNTED",
    "RESUMABLE",
    "UNDO_WITHIN",
    "AlteredError",
    "Unsent",
    "close_finished",
    "counts",
    "dispatch",
    "late_send_of",
    "pace",
    "pause",
    "resume",
    "schedule",
    "send_scheduled",
    "send_to_those_without",
    "stop",
    "undo",
    "unschedule",
    "unsent",
]
