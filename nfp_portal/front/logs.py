"""What the log may not hold: the tokens that addresses carry, and the text people look for."""

import logging
import re
from typing import Any

# In these addresses the next part opens somebody's account or subscription.
TOKENS = re.compile(r"/(invitation|answer|confirm|preferences|unsubscribe|come-back|reset/key)/[^/\s?\"']+")
QUESTIONS = re.compile(r"\?[^\s\"']+")


# What Postgres adds to a refusal: the row's values. And what people are written to by.
DETAILS = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
ADDRESSES = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")


class WithoutTokens(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        text = TOKENS.sub(r"/\1/…", record.getMessage())
        record.msg, record.args = QUESTIONS.sub("?…", text), ()
        return True


class WithoutDetails(logging.Formatter):
    """Tracebacks without the rows and addresses that errors of the database quote."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name of logging
        return ADDRESSES.sub("…", DETAILS.sub(r"\1: …", super().formatException(ei)))
