"""Names in capitals are written as their language writes them."""

import pytest

from nfp_portal.text.capitals import in_capitals


@pytest.mark.parametrize(
    ("name", "iso2", "capitals"),
    [
        ("Çiğdemli", "", "ÇİĞDEMLİ"),
        ("Yilmaz", "TR", "YİLMAZ"),
        ("Yıldız", "", "YILDIZ"),
        ("Simic", "RS", "SIMIC"),
        ("Παπαδάκης", "GR", "ΠΑΠΑΔΑΚΗΣ"),
        ("Μαΐου", "", "ΜΑΪΟΥ"),
        ("O’Brien-Nguyễn", "CA", "O’BRIEN-NGUYỄN"),
        ("Groß", "DE", "GROSS"),
        ("Müller", "CH", "MÜLLER"),
    ],
)
def test_a_name_in_capitals(name: str, iso2: str, capitals: str) -> None:
    assert in_capitals(name, iso2) == capitals
