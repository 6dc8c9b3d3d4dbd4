"""Components as pages call them."""

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from nfp_portal.text.normal import unbroken
from nfp_portal.ui.gallery import JOBS, SampleForm, SampleJob, filled_form
from nfp_portal.ui.navigation import section_of
from nfp_portal.ui.pagination import paginate
from nfp_portal.ui.templatetags.portal import browser, percent, undo_url


def shown(component: str, **context: Any) -> str:
    return render_to_string(f"components/{component}.html", context, RequestFactory().get("/?q=ana"))


def test_a_form_names_its_button_its_way_back_and_its_files() -> None:
    html = shown("form", form=SampleForm(), submit="Save the entry", cancel_url="/me/")
    assert 'enctype="multipart/form-data"' in html
    assert ">Save the entry</button>" in html
    assert 'href="/me/"' in html
    assert "csrfmiddlewaretoken" in html


def test_the_groups_of_a_number_stay_on_one_line() -> None:
    assert unbroken("as +43 1 000 0000.") == "as +43\u00a01\u00a0000\u00a00000."


@pytest.mark.parametrize(
    ("user_agent", "named"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", "Safari on iPhone"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_name_it(user_agent: str, named: str) -> None:
    assert browser(user_agent) == named


def test_a_question_that_cannot_be_answered_is_not_said_to_be_unsaved() -> None:
    html = shown("error_summary", form=filled_form())
    assert "cannot be answered as it is asked" in html
    saving = RequestFactory().post("/")
    html = render_to_string("components/error_summary.html", {"form": filled_form()}, saving)
    assert "Nothing was saved yet" in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(optional)" in shown("field", field=SampleForm()["telephone"])
    assert "(optional)" not in shown("field", field=SampleForm()["name"])


def test_help_stands_under_the_id_the_control_names() -> None:
    html = shown("field", field=SampleForm()["name"])
    assert 'id="id_name_helptext"' in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_a_mistake_stands_under_the_id_the_control_names_and_keeps_what_was_typed() -> None:
    html = shown("field", field=filled_form()["email"])
    assert 'id="sent_email_error"' in html
    assert 'aria-describedby="sent_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="anna.demo"' in html


@pytest.mark.parametrize(("name", "kind"), [("languages", "checkbox"), ("visibility", "radio")])
def test_a_group_of_boxes_is_a_fieldset_with_a_legend(name: str, kind: str) -> None:
    html = shown("field", field=SampleForm()[name])
    assert "<fieldset" in html
    assert "<legend" in html
    assert f'type="{kind}"' in html


def test_a_single_box_stands_before_its_label() -> None:
    html = shown("field", field=SampleForm()["agreed"])
    assert html.index("<input") < html.index("<label")


def test_the_error_summary_leads_to_each_field() -> None:
    html = shown("error_summary", form=filled_form())
    assert 'role="alert"' in html
    assert (
        '<a href="#sent_email">E-mail: This is no e-mail address. Write it as name@example.org.</a>' in html
    )


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert shown("error_summary", form=SampleForm()).strip() == ""


@pytest.mark.parametrize("job", JOBS[:2], ids=lambda job: job.state)
def test_open_work_asks_again_every_second(job: SampleJob) -> None:
    html = shown("progress", job=job)
    assert f'hx-get="{job.get_absolute_url()}" hx-trigger="every 1s"' in html
    assert "Refresh" in html


@pytest.mark.parametrize("job", JOBS[2:], ids=lambda job: job.state)
def test_ended_work_asks_no_more(job: SampleJob) -> None:
    html = shown("progress", job=job, result_url="/report.pdf", retry_url="/retry/")
    assert "hx-get" not in html
    assert ("/report.pdf" in html) == (job.state == "done")
    assert ("/retry/" in html) == (job.state == "failed")


def test_pagination_keeps_the_query() -> None:
    html = shown("pagination", page=paginate(QueryDict("page=2"), range(30), 10))
    assert 'href="?q=ana&amp;page=1"' in html
    assert 'href="?q=ana&amp;page=3"' in html
    assert "Page 2 of 3" in html


def test_a_single_page_needs_no_pagination() -> None:
    assert shown("pagination", page=paginate(QueryDict(), range(3), 10)).strip() == ""


def test_an_empty_list_says_what_to_do() -> None:
    html = shown("empty", title="No papers", text="None yet.", url="/add/", action="Add a paper")
    assert '<a class="button" href="/add/">Add a paper</a>' in html


def test_a_status_says_its_word_and_hides_its_mark() -> None:
    html = shown("status", kind="due", text="Confirmation due")
    assert "status--due" in html
    assert 'aria-hidden="true"' in html
    assert html.strip().endswith("Confirmation due</span>")


def test_only_a_message_with_an_address_can_be_undone() -> None:
    class Message:
        extra_tags = "undo:/me/undo/3/"

    assert undo_url(Message()) == "/me/undo/3/"
    assert undo_url(object()) == ""


@pytest.mark.parametrize(("done", "total", "share"), [(0, 0, 0), (1, 3, 33), (31, 50, 62), (9, 3, 100)])
def test_progress_is_whole_percent(done: int, total: int, share: int) -> None:
    assert percent(done, total) == share


@pytest.mark.parametrize(
    ("view", "section"),
    [
        ("network:states", "states"),
        ("network:state", "states"),
        ("network:person", "directory"),
        ("network:duplicates", "desk"),
        ("network:proposals:proposal", "desk"),
        ("network:proposals:nominate", "delegation"),
        ("network:imports:rejected_csv", "desk"),
        ("meetings:agenda", "meetings"),
        ("account_login", "account"),
        ("mfa_index", "account"),
        ("home", "home"),
        ("jobs:job", ""),
        ("", ""),
    ],
)
def test_an_address_belongs_to_a_section_of_the_navigation(view: str, section: str) -> None:
    assert section_of(view) == section
