"""Prints asked for on a page, made by the job, and read back as text."""

import io
from typing import Any

from django.test import Client
from pypdf import PdfReader

from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job


def text_of_pdf(content: bytes) -> str:
    """The words of all pages, one blank between two of them."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def printed_directory(client: Client, **question: Any) -> str:
    """Request `/network.pdf`, run its job, and return the text of the PDF."""
    assert client.get("/network.pdf", question).status_code == 202
    jobs.run(Job.objects.latest("pk").pk)
    return text_of_pdf(client.get("/network.pdf", question).getvalue())
