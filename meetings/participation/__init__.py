"""Who takes part in a meeting: participants, attendance, lists."""
