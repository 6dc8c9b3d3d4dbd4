"""The project's commands, with the standard library only."""
