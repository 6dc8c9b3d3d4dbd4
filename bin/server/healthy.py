"""Ask the portal in this container whether it is ready, as the proxy would ask; the exit code tells."""

import os
import sys
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


def is_ready() -> bool:
    site = urlsplit(os.environ["SITE_URL"])
    headers = {"Host": site.netloc, "X-Forwarded-Proto": site.scheme}
    question = Request("http://127.0.0.1:8000/readyz", headers=headers)
    try:
        with urlopen(question, timeout=8) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)  # noqa: PLR2004
    except (HTTPError, URLError, TimeoutError):
        return False


if __name__ == "__main__":
    sys.exit(0 if is_ready() else 1)
