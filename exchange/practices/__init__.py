"""Practices: how a service does something well, offered by a State, reviewed, used by others too."""
