"""The files of papers."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language_from_request

from meetings.models import DocumentVersion
from meetings.papers.archive import Archive
from meetings.permissions import may_edit
from meetings.views.lookups import meeting_of
from nfp_portal.accounts.access import ANYONE, account_of, allow
from nfp_portal.ui.downloads import stored_file


@allow(ANYONE)
def paper(request: HttpRequest, slug: str, key: UUID) -> FileResponse:
    """Send the latest file in the reader's language, else in English, else the first; never shown inline."""
    meeting = meeting_of(request, slug)
    document = get_object_or_404(meeting.documents.visible_to(request.user).with_versions(), key=key)
    return _file(document.version_for(_language_of(request)))


@allow(ANYONE)
def version(request: HttpRequest, slug: str, key: UUID, language: str, number: int) -> FileResponse:
    """Send one file of a paper; those that a newer one followed, or that were withdrawn, to editors alone."""
    meeting = meeting_of(request, slug)
    document = get_object_or_404(meeting.documents.visible_to(request.user).with_versions(), key=key)
    versions = document.versions.all() if may_edit(request.user) else document.latest
    wanted = (each for each in versions if (each.language, each.number) == (language, number))
    return _file(next(wanted, None))


@allow(ANYONE)
def archive(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Send all papers that the reader may see, with an index page, as they are read from the store."""
    meeting = meeting_of(request, slug)
    papers = Archive.of(meeting, request.user)
    if not papers.groups:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="papers-{meeting.slug}.zip"'}
    return StreamingHttpResponse(papers.chunks(), content_type="application/zip", headers=headers)


def _language_of(request: HttpRequest) -> str:
    """The language of the account, of a visitor that of the browser; pages may be in fewer languages."""
    account = account_of(request)
    return account.language if account else get_language_from_request(request)


def _file(version: DocumentVersion | None) -> FileResponse:
    if version is None:
        raise Http404
    return stored_file(version.file, version.file_name)
