"""Lists in pages."""

import pytest
from django.http import QueryDict

from nfp_portal.ui.pagination import Page, paginate


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [1, 2, 3]),
        ("page=2", [4, 5, 6]),
        ("page=3", [7]),
        ("page=4", [7]),
        ("page=0", [7]),
        ("page=-1", [7]),
        ("page=two", [1, 2, 3]),
    ],
)
def test_the_address_names_the_page(query: str, rows: list[int]) -> None:
    assert paginate(QueryDict(query), [1, 2, 3, 4, 5, 6, 7], 3).object_list == rows


def test_a_list_without_rows_has_one_empty_page() -> None:
    page: Page[int] = paginate(QueryDict("page=2"), [], 3)
    assert (page.number, page.object_list, page.has_other_pages()) == (1, [], False)
