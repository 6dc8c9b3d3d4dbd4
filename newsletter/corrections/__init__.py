"""What is done about an issue that is out: errata above it, and withdrawing it."""
