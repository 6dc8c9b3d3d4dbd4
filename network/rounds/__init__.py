"""One question to many: letters with links, reminders to the silent, the board, the closing report."""
