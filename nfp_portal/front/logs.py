"""What the log may not hold: the tokens that addresses carry, and the words people look for."""

import logging
import re

# In these addresses the next part opens somebody's account or subscription.
TOKENS = re.compile(r"/(invitation|confirm|preferences|unsubscribe|reset/key)/[^/\s?\"']+")
QUESTIONS = re.compile(r"\?[^\s\"']+")


class WithoutTokens(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        words = TOKENS.sub(r"/\1/…", record.getMessage())
        record.msg, record.args = QUESTIONS.sub("?…", words), ()
        return True
