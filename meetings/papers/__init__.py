"""The papers of a meeting and their files."""
