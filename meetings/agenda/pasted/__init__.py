"""An agenda that was written elsewhere, from pasted text to rows: markup, days, times, people."""
