"""Markdown becomes safe HTML and readable text."""

import re

import pytest
from django.template import Context, Template

from nfp_portal.ui.markdown import (
    LARGEST_SPAN,
    clean_html,
    markdown_to_line,
    markdown_to_text,
    render_markdown,
)


def test_weight_links_and_lists_are_rendered() -> None:
    html = render_markdown("Read **this** [paper](https://example.org/a).\n\n- one\n- two")
    assert "<strong>this</strong>" in html
    assert '<a href="https://example.org/a" rel="noopener noreferrer">paper</a>' in html
    assert html.count("<li>") == 2


def test_html_in_the_text_stays_text() -> None:
    assert render_markdown("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_link_leads_only_where_links_may_lead(address: str) -> None:
    assert "href" not in render_markdown(f"[press]({address})")
    assert "href" not in clean_html(f'<a href="{address}">press</a>')


def test_scripts_styles_and_handlers_are_dropped() -> None:
    dirty = '<p style="color:red" onclick="x()">Good</p><script>bad()</script><style>p{}</style><img src="http://x">'
    assert clean_html(dirty) == "<p>Good</p>"


def test_a_monstrous_span_is_dropped_and_a_modest_one_kept() -> None:
    row = "<table><tbody><tr><td colspan='{}'>x</td></tr></tbody></table>"
    assert "colspan" not in clean_html(row.format(1_000_000))
    assert "colspan" not in clean_html(row.format("9" * 5000))
    assert f'colspan="{LARGEST_SPAN}"' in clean_html(row.format(LARGEST_SPAN))


@pytest.mark.parametrize(
    ("typed", "top", "levels"),
    [
        ("# One\n\n## Two\n\n# One", 3, "343"),
        ("# One\n\n### Three\n\n## Two\n\n#### Four\n\n### Three", 3, "34455"),
        ("### Three\n\n# One\n\n## Two", 2, "223"),
        ("###### Six", 4, "4"),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4", 4, "4566"),
    ],
)
def test_headings_begin_below_those_of_the_page_and_leave_out_no_level(
    typed: str, top: int, levels: str
) -> None:
    html = render_markdown(typed, top)
    assert re.findall(r"<h(\d)>", html) == list(levels)
    assert re.findall(r"</h(\d)>", html) == list(levels)


def test_the_tag_renders_markdown_and_accepts_none() -> None:
    template = Template("{% load portal %}{% markdown text top=3 %}")
    assert template.render(Context({"text": "# Hello"})) == "<h3>Hello</h3>\n"
    assert template.render(Context({"text": None})) == ""


def test_links_become_words_with_their_address_in_text() -> None:
    text = markdown_to_text(
        "See [the paper](https://example.org/a), <https://example.org> and <ana@example.org>."
    )
    assert text == "See the paper <https://example.org/a>, https://example.org and ana@example.org."


def test_headings_are_underlined_in_text() -> None:
    assert markdown_to_text("# News\n\nWords\n\n## More") == "News\n====\n\nWords\n\nMore\n----"


def test_lists_keep_their_markers_in_text() -> None:
    text = markdown_to_text("Points:\n\n- one\n- two\n  lines\n  - inner\n\n3. three\n4. four")
    assert text == "Points:\n\n- one\n- two\n  lines\n  - inner\n\n3. three\n4. four"


def test_tables_and_rules_are_readable_in_text() -> None:
    text = markdown_to_text("|State|People|\n|-|-|\n|Austria|2|\n\n---\n\n    code")
    assert text == "State | People\nAustria | 2\n\n- - -\n\ncode"


def test_relative_links_become_absolute_where_the_page_is_given() -> None:
    base = "https://portal.example.org/newsletter/13/"
    html = render_markdown(
        "[a](/meetings/) [b](../12/) [c](https://example.org/) [d](mailto:a@example.org)", 2, base
    )
    assert re.findall('href="([^"]*)"', html) == [
        "https://portal.example.org/meetings/",
        "https://portal.example.org/newsletter/12/",
        "https://example.org/",
        "mailto:a@example.org",
    ]
    assert markdown_to_text("[a](../12/)", base) == "a <https://portal.example.org/newsletter/12/>"


def test_a_link_that_is_no_address_stays_as_it_was_typed() -> None:
    typed = "[words](<http://[:]>)"
    base = "https://portal.example.org/"
    assert render_markdown(typed, 2, base) == render_markdown(typed)
    assert markdown_to_text(typed, base) == "words <http://[:]>"


def test_a_line_has_no_addresses_and_no_marks() -> None:
    text = "## Bridges\n\nRead [the **report**](../16/) and <https://example.org>\nnow.\n\n- one\n- two"
    assert markdown_to_line(text) == "Bridges Read the report and https://example.org now. one two"
