"""Guards of views that show or give away data of many people: quota, reason, fresh sign-in, audit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render

from nfp_portal.accounts.access import View, signed_in
from nfp_portal.accounts.freshness import has_fresh_sign_in, require_fresh_sign_in
from nfp_portal.audit.actions import NOT_GIVEN, quota, reason_in
from nfp_portal.audit.forms import PurposeForm
from nfp_portal.audit.models import HOUR

ASK = "ask"
REASON_FIELDS = ("purpose", "note")
# Answers of a view that waits for its file: the page of the job, or the way to it.
PENDING = {202, 302}

Answer = TypeVar("Answer", bound=HttpResponseBase)


def rate_limited(view: View) -> View:
    """Answer 429 with the time to wait when the account exceeds its quota; see `audit.actions.quota`."""

    @wraps(view)
    def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except quota.QuotaExceededError:
            busy = render(request, "429.html", status=429)
            busy["Retry-After"] = str(HOUR)
            return busy

    return limited


@dataclass(frozen=True)
class Export:
    """A file of many people that a view is ready to give: `subject` and `kind` go into the audit trail.

    `file` makes the answer: 200 with the file, 202 or 302 while it is being made (see `for_job`).
    """

    subject: str
    kind: str
    file: Callable[[], HttpResponseBase]
    details: Mapping[str, object] = field(default_factory=dict)


def export(view: Callable[..., HttpResponseBase | Export]) -> View:
    """Let a view return an `Export`; any other answer of the view passes as it is.

    A file leaves after the question for its reason, a fresh sign-in and a look at the quota, and is then
    recorded. The addresses of files stay those of bookmarks and scripts: without `?purpose=` the file comes,
    and the audit trail says that no reason was given; `?purpose=ask` shows the question.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if not isinstance(answer, Export):
            return answer
        return _question(request) or _file(request, answer)

    return rate_limited(guarded)


def _file(request: HttpRequest, exported: Export) -> HttpResponseBase:
    user, subject, kind = signed_in(request), exported.subject, exported.kind
    quota.expect_quota(by=user, subject=subject, kind=kind)
    answer = exported.file()
    job: UUID | None = getattr(answer, "job", None)
    if answer.status_code in PENDING and job:
        _keep_reason(request, job)
    elif answer.status_code == 200:  # noqa: PLR2004
        try:
            reason = _reason_of(request, job)
            quota.record_export(by=user, subject=subject, kind=kind, **exported.details, **reason)
        except quota.QuotaExceededError:
            if file := getattr(answer, "file_to_stream", None):
                file.close()  # not the answer: Django would take that for the end of the request
            raise
    return answer


def for_job(answer: Answer, job: UUID) -> Answer:
    """Mark the answer as one about a job: a reason given while it runs is kept for its file."""
    answer.job = job  # type: ignore[attr-defined] # read by `_file` above
    return answer


def _question(request: HttpRequest) -> HttpResponse | None:
    """Ask for the reason if the address asks for that, then for a fresh sign-in; None when all is there.

    A link from another host is asked for its reason again. A script that wants JSON is refused (403, 422)
    and sends the person to the page. HEAD is refused, since it would count and record a file that never
    left.
    """
    if request.method == "HEAD":
        return HttpResponseNotAllowed(["GET"])
    is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if is_foreign or "purpose" in request.GET:
        is_new = is_foreign or request.GET["purpose"] == ASK
        form = PurposeForm(None if is_new else request.GET)
        if not form.is_valid():
            return _page(request, form, 200 if is_new else 422)
    if request.headers.get("Accept") == "application/json" and not has_fresh_sign_in(request):
        return JsonResponse({}, status=403)
    require_fresh_sign_in(request)
    return None


def _page(request: HttpRequest, form: PurposeForm, status: int) -> HttpResponse:
    context = {"form": form, "parameters": without_reason(request.GET)}
    return render(request, "audit/purpose.html", context, status=status)


def without_reason(query: QueryDict) -> list[tuple[str, str]]:
    """Return the pairs of a query string besides the reason, for hidden fields."""
    return [(name, value) for name, values in query.lists() if name not in REASON_FIELDS for value in values]


def _reason_of(request: HttpRequest, job: UUID | None) -> dict[str, str]:
    """Return the reason in the address, else the one kept for the job. A reason is good for one file."""
    reason = reason_in(request.GET)
    kept = request.session.pop(_session_key(job), None) if job else None
    return kept if kept and reason["reason"] == NOT_GIVEN else reason


def _keep_reason(request: HttpRequest, job: UUID) -> None:
    """Keep the reason until the job has made the file, whose address is linked without it."""
    reason = reason_in(request.GET)
    if reason["reason"] != NOT_GIVEN:
        request.session[_session_key(job)] = reason


def _session_key(job: UUID) -> str:
    return f"reason {job}"
