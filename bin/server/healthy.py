"""Ask the portal in this container for its readiness and for a page; exit with 0 if it gives both."""

import os
import sys
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

# A page loads templates and the manifest of static files, which readiness does not.
PATHS = ("/readyz", "/about/")


def answers(path: str) -> bool:
    """Ask as the proxy would ask."""
    site = urlsplit(os.environ["SITE_URL"])
    headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
    try:
        with urlopen(Request(f"http://127.0.0.1:8000{path}", headers=headers), timeout=8) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    sys.exit(0 if all(map(answers, PATHS)) else 1)
