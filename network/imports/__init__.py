"""Spreadsheets brought into the directory: parsed, matched, written, undone."""
