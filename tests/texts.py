"""All text that an address answers with: of pages, of files, and of the files within them."""

import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO

from django.test import Client
from pypdf import PdfReader

from nfp_portal.jobs import actions as jobs


def read(client: Client, address: str) -> str:
    """Return all text of an answer; of an address that is not there, or needs a sign-in, nothing."""
    response = client.get(address)
    if response.status_code == 202:
        jobs.run(response.context["job"].pk)
        response = client.get(address)
        assert response.status_code == 200, address
    if response.status_code != 200:
        return ""
    content = b"".join(response) if response.streaming else response.content
    return "\n".join([*texts_of(content), *map(str, response.headers.values())]).casefold()


def texts_of(content: bytes) -> Iterator[str]:
    """Yield the text of a file, and of the files within it, with their names and metadata."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_of(archive.read(name))
    elif b"%PDF-" in content[:1024]:
        yield from texts_of_pdf(PdfReader(BytesIO(content)))
    else:
        yield unescape(content.decode(errors="replace"))


def texts_of_pdf(reader: PdfReader) -> Iterator[str]:
    yield from (page.extract_text() for page in reader.pages)
    yield str(reader.metadata) + str(reader.outline) + str(list(reader.attachments))
    metadata = reader.root_object.get("/Metadata")
    yield metadata.get_object().get_data().decode() if metadata else ""
