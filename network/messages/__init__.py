"""Staff write to many of the directory: one message, to a list that was fixed when it was written."""
