"""On a phone, the bar that sends a long form covers nothing that has the focus (WCAG 2.2, 2.4.11)."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page

from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user
from tests.factories.network import make_appointment, make_person
from tests.factories.questions import link_of, make_open_question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The name of what has the focus and how many pixels it reaches below the bar's upper edge; null outside main.
BELOW_THE_EDGE = """() => {
  const box = (element) => element.getBoundingClientRect();
  const focused = document.activeElement;
  if (!focused.closest("main")) return null;
  const shown = focused.matches("input[type=radio]") ? focused.nextElementSibling : focused;
  return [focused.name || focused.tagName, box(shown).bottom - box(document.querySelector(".send-bar")).top];
}"""


@pytest.mark.parametrize("height", [844, 664])
def test_tab_brings_each_field_above_the_bar(page_at: Callable[[str], Page], height: int) -> None:
    author = make_user(Role.FOCAL_POINT)
    make_appointment("FI", person=make_person("FI", user=author))
    make_appointment("AT")
    with transaction.atomic():
        question = make_open_question(author, "FI")
    page = page_at("phone")
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(link_of(question, "AT"))
    below: dict[str, float] = {}
    for _ in range(30):
        page.keyboard.press("Tab")
        name, pixels = page.evaluate(BELOW_THE_EDGE) or ("", 0)
        if name == "item-2":
            page.keyboard.type("Larger buttons, and fewer of them.")
            pixels = page.evaluate(BELOW_THE_EDGE)[1]
        below[name] = max(pixels, below.get(name, pixels))
    assert {"item-1", "item-2", "language", "audience"} <= below.keys()
    assert {name: pixels for name, pixels in below.items() if pixels > 0} == {}
