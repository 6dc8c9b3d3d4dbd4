"""A log is read by more people than a database: it holds no tokens and no searches."""

import logging

import pytest

from nfp_portal.front.logs import WithoutDetails, WithoutTokens


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/accounts/invitation/s3cret-t0ken/", "/accounts/invitation/…/"),
        ("/accounts/password/reset/key/1-abc-def/", "/accounts/password/reset/key/…/"),
        ("/newsletter/confirm/s3cret/", "/newsletter/confirm/…/"),
        ("/newsletter/preferences/s3cret/", "/newsletter/preferences/…/"),
        ("/newsletter/unsubscribe/s3cret/", "/newsletter/unsubscribe/…/"),
        ("/newsletter/come-back/s3cret/", "/newsletter/come-back/…/"),
        ("/network/?q=muller&state=AT", "/network/?…"),
        ("/states/AT/", "/states/AT/"),
    ],
)
def test_tokens_and_questions_stay_out_of_the_log(path: str, written: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Gone: %s", (path,), None)
    assert WithoutTokens().filter(record)
    assert record.getMessage() == f"Gone: {written}"


def test_the_log_that_is_written_goes_through_the_filter(settings: object) -> None:
    handler = settings.LOGGING["handlers"]["console"]  # type: ignore[attr-defined] # pytest-django's settings
    assert handler["filters"] == ["without_tokens"]


def test_a_traceback_quotes_no_row_and_no_address(settings: object) -> None:
    message = (
        "duplicate key\nDETAIL:  Key (lower(email))=(anna@example.org) already exists.\nanna@example.org"
    )
    error = ValueError(message)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Error", (), (ValueError, error, None))
    written = WithoutDetails("%(message)s").format(record)
    assert "anna@" not in written
    assert "duplicate key" in written
    formatter = settings.LOGGING["formatters"]["line"]  # type: ignore[attr-defined] # pytest-django's settings
    assert formatter["()"] == "nfp_portal.front.logs.WithoutDetails"
