"""What counts as a telephone number."""

import pytest

from nfp_portal.text.telephones import is_telephone


@pytest.mark.parametrize(
    "number",
    ["+43 1 000 0001", "+996 (312) 000-004", "+1/202/555.0100", "+43 1 000 0001 ext. 12", "+999 04 000 0002"],
)
def test_a_number_with_its_country_code_is_one(number: str) -> None:
    assert is_telephone(number)


@pytest.mark.parametrize(
    "number",
    [
        "01 000 0001",
        "+43",
        "+1234567890123456",
        '+431000000=HYPERLINK("http://x")',
        "+43 one 000 0001",
        "+٤٣٠٠٠٠٠٠٠",
    ],
)
def test_anything_else_is_none(number: str) -> None:
    assert not is_telephone(number)
