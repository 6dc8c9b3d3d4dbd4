"""The directory of focal points: search, lists as of any day, files and print."""
