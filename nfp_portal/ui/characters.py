"""Characters that are no text: nobody types them, and XML 1.0, workbooks or Postgres refuse them."""

import re

# Control characters but tab and new lines, the byte-order mark, and two that are no characters.
# What turns the direction of writing would reach beyond the words it stands in.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
