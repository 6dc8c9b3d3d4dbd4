"""The proxy's file as far as it can be read without an engine."""

import re
from pathlib import Path

from nfp_portal.front.logs import TOKENS
from nfp_portal.ui.uploads import LARGEST

CADDYFILE = (Path(__file__).resolve().parents[2] / "bin/server/Caddyfile").read_text()


def test_the_proxy_takes_more_than_the_portal_so_that_the_portals_message_is_seen() -> None:
    [largest] = re.findall(r"max_size (\d+)MB", CADDYFILE)
    [buffered] = re.findall(r"request_buffers (\d+)MB", CADDYFILE)
    assert int(largest) * 1_000_000 > LARGEST + 1024 * 1024
    assert buffered == largest


def test_the_access_log_holds_neither_tokens_nor_searches() -> None:
    [(pattern, replacement)] = re.findall(r'request>uri regexp "(.+)" "(.+)"', CADDYFILE)
    expected = re.findall(r"[a-z/-]{4,}", TOKENS.pattern)
    assert "preferences" in expected
    for name in (*expected, "answer"):
        logged = re.sub(pattern, replacement.replace("${1}", r"\1"), f"/a/{name}/to-ken_1/page?q=Anna")
        assert logged == f"/a/{name}/…/page…"
