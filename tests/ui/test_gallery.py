"""The gallery in a real browser: what axe finds, and what the small scripts add to plain controls."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request

pytestmark = pytest.mark.browser
GALLERY = "/styleguide/"


def open_gallery(page: "Page", live_server: Any) -> "Page":
    page.goto(f"{live_server.url}{GALLERY}")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    page: "Page", live_server: Any, axe: "Callable[[Page], None]", scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    axe(open_gallery(page, live_server))


def test_nothing_scrolls_sideways_at_320_pixels(page_at: "Callable[[str], Page]", live_server: Any) -> None:
    page = page_at("phone")
    page.set_viewport_size({"width": 320, "height": 700})
    open_gallery(page, live_server)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_page_asks_no_other_host_and_breaks_no_policy(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = page_at("desktop")
    requested: list[str] = []
    console_messages: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: console_messages.append(message.text))
    open_gallery(page, live_server)
    assert [url for url in requested if not url.startswith(live_server.url)] == []
    assert console_messages == []


def test_the_skip_link_comes_first_and_leads_to_the_content(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = page_at("desktop")
    page.goto(f"{live_server.url}/about/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_all_57_tiles_can_be_reached_by_name(page_at: "Callable[[str], Page]", live_server: Any) -> None:
    page = open_gallery(page_at("desktop"), live_server)
    tiles = page.locator(".tilemap__grid").get_by_role("link")
    assert tiles.count() == 57
    expect(tiles.first).to_have_accessible_name("State CA: two or more, confirmed")


def test_the_keyboard_passes_the_map_by_one_link(page_at: "Callable[[str], Page]", live_server: Any) -> None:
    page = open_gallery(page_at("desktop"), live_server)
    page.locator("#skip-map").focus()
    expect(page.locator("#skip-map")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.tilemap')") is None


def test_the_phone_has_one_menu_that_escape_closes(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = open_gallery(page_at("phone"), live_server)
    about = page.get_by_role("link", name="About the Network")
    expect(about).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(about).to_be_visible()
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()


def test_a_list_of_addresses_is_copied_and_counted(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = page_at("desktop")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_gallery(page, live_server).get_by_role("button", name="Copy e-mail list").click()
    expect(page.get_by_role("button", name="3 addresses copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").count("; ") == 2


def test_a_box_appears_where_the_clipboard_is_refused(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = page_at("desktop")
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    open_gallery(page, live_server).get_by_role("button", name="Copy e-mail list").click()
    expect(page.get_by_label("E-mail addresses")).to_be_focused()


def test_dragging_sends_the_form_of_the_button_with_the_distance(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = open_gallery(page_at("desktop"), live_server)
    rows = page.locator("[data-order-item]")
    rows.nth(3).scroll_into_view_if_needed()
    with page.expect_request(lambda request: request.method == "POST") as sent:
        rows.nth(3).locator("[data-drag]").hover()
        page.mouse.down()
        top = rows.nth(1).bounding_box()
        assert top
        page.mouse.move(top["x"] + 20, top["y"] + 2, steps=8)
        page.mouse.up()
    request: Request = sent.value
    assert re.findall(r"steps=(\d+)", request.post_data or "") == ["2"]


def test_own_time_stands_beside_viennas_and_goes_again(
    new_context: "Callable[..., Any]", live_server: Any
) -> None:
    page = new_context(locale="en-GB", timezone_id="Asia/Ulaanbaatar").new_page()
    open_gallery(page, live_server).get_by_role("link", name="Show in my time").click()
    expect(page.locator(".agenda__own").first).to_have_text("Tue 15:00")
    page.get_by_role("link", name="Hide my time").click()
    expect(page.locator(".agenda__own")).to_have_count(0)


def test_everything_is_there_without_scripts(new_context: "Callable[..., Any]", live_server: Any) -> None:
    page = open_gallery(new_context(java_script_enabled=False).new_page(), live_server)
    assert page.locator("[data-order]").get_by_role("button", name="Move up").count() == 4
    expect(page.locator(".drag-handle").first).to_be_hidden()
    expect(page.get_by_role("link", name="Refresh").first).to_be_visible()


def test_the_layout_does_not_shift_when_the_fonts_arrive(
    page_at: "Callable[[str], Page]", live_server: Any
) -> None:
    page = page_at("desktop")
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries())"
        " window.shift += entry.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{live_server.url}/about/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("window.shift") < 0.02
