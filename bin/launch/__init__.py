"""The project's commands: they make what they need, start it and stop it. Standard library only."""
