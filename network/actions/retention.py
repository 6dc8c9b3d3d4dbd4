"""What the directory keeps no longer than it needs; see the table in docs/runbook.md."""

import time

from network.models.reading import HOUR, Reading


def forget_readings() -> int:
    """Forget whose entries an account was shown in an hour that is over; give of how many accounts."""
    return Reading.objects.filter(hour__lt=int(time.time()) // HOUR).delete()[0]
