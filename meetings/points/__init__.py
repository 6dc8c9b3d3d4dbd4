"""Points that States and bodies raise for the agenda, and the agenda that names who raised what."""
