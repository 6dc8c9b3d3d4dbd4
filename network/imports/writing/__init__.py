"""The statements by which an import becomes part of the directory, and is taken back."""
