"""No Latin letter of a name is lost where it is written in plain ones."""

import pytest
from django.db import connection

from nfp_portal.ui.spelling import name_in_address, plain_letters, slug_of


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Małgorzata", "malgorzata"),
        ("Łukasz", "lukasz"),
        ("Yıldız", "yildiz"),
        ("İnönü", "inonu"),
        ("Straßer", "strasser"),
        ("STRAẞE", "strasse"),
        ("Sørensen", "sorensen"),
        ("Ærø", "aero"),
        ("Þorsteinn", "thorsteinn"),
        ("Guðmundsdóttir", "gudmundsdottir"),
        ("Đorđević", "dordevic"),
        ("Əliyev", "aliyev"),
        ("Œuvre", "oeuvre"),
        ("Ħal Għaxaq", "halghaxaq"),
        ("Jean-Pierre", "jeanpierre"),
        ("O’Neill", "oneill"),
        ("van Houten", "vanhouten"),
    ],
)
def test_a_name_keeps_its_letters_in_an_address(name: str, written: str) -> None:
    assert name_in_address(name) == written
    assert slug_of(name).replace("-", "") == written


def test_a_title_keeps_its_words_apart() -> None:
    assert slug_of("Świecko: Straße und Łódź, 2027") == "swiecko-strasse-und-lodz-2027"


def test_other_scripts_stay_as_they_are() -> None:
    assert plain_letters("Ольга Łódź 12") == "Ольга Lodz 12"


@pytest.mark.django_db
def test_postgres_writes_the_letters_alike() -> None:
    letters = "łøđðþßæœıħŧŋ"
    with connection.cursor() as cursor:
        cursor.execute("SELECT nfp_fold(%s)", [letters])
        assert cursor.fetchone() == (plain_letters(letters),)
