"""The agenda as one table that is edited in place, and what is pasted into it."""
