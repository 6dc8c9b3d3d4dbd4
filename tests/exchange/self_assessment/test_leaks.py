"""An unshared self-assessment is read by its own State alone: no role of the secretariat reads more."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from exchange.self_assessment.documents import LevelsDocument
from exchange.self_assessment.models import Level, SelfAssessment, SharedWith
from nfp_portal.accounts.models import Role, User
from nfp_portal.front.personal import record_of
from nfp_portal.jobs import actions as jobs
from nfp_portal.jobs.models import Job
from nfp_portal.kept_forms.models import KeptForm
from nfp_portal.mail.models import Delivery
from nfp_portal.turns.listing import turns_for
from tests.factories.accounts import client_of, make_user
from tests.factories.network import make_delegate, make_focal_point
from tests.factories.self_assessment import begin, make_closed, write
from tests.printed import text_of_pdf

pytestmark = pytest.mark.django_db

LIST = "/self-assessment/"
# No page of the portal holds this word but for what the test writes.
SECRET = "quoll"
OTHERS: dict[str, Any] = {
    "another State": lambda: make_focal_point("PL"),
    "another delegation": lambda: make_delegate("PL"),
    "partner": lambda: make_user(Role.PARTNER),
    "editor": lambda: make_user(Role.EDITOR),
    "approver": lambda: make_user(Role.APPROVER),
    "administrator": lambda: make_user(Role.ADMINISTRATOR),
}
PARTS = ("", "result/", "result.pdf", "levels.xlsx", "sheet/", "history/")
ACTS = ("", "sheet/", "share/", "reopen/")
EVERYWHERE = (
    "/",
    LIST,
    "/states/",
    "/states/AT/",
    f"/search/?q={SECRET[:-1]}",
    "/search/?q=self-assessment",
    "/desk/mail/",
    "/admin/",
    "/admin/audit/entry/",
    f"/admin/audit/entry/?q={SECRET[:-1]}",
    "/questions/",
    "/events/",
    "/news/",
    "/newsletter/",
)


def secret_ones() -> list[SelfAssessment]:
    """One that is closed and one that is open, both with the word."""
    writer = make_focal_point("AT")
    closed = make_closed(evidence=f"{SECRET} one", by=writer)
    opened = begin()
    write(opened, "power", 3, f"{SECRET} two", by=writer)
    return [closed, opened]


def addresses(rows: list[SelfAssessment], parts: tuple[str, ...]) -> list[str]:
    return [f"{LIST}{each.key}/{part}" for each in rows for part in parts]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reaches_it_or_meets_it_on_a_page(who: str) -> None:
    rows, user = secret_ones(), OTHERS[who]()
    client = client_of(user)
    assert {client.get(path).status_code for path in addresses(rows, PARTS)} == {404}
    assert {client.post(path).status_code for path in addresses(rows, ACTS)} == {404}
    for path in EVERYWHERE:
        page = client.get(path).content.decode()
        assert SECRET not in page, path
        assert [each for each in rows if str(each.key) in page] == [], path
    results = client.get(f"/search/?q={SECRET}").content.decode()
    assert "Self-assessment of" not in results
    assert [each for each in turns_for(user).shown if "self-assessment" in each.item.verb] == []
    assert [LevelsDocument(each, for_own).may_read(user) for each in rows for for_own in (True, False)] == [
        False
    ] * 4


def test_a_visitor_is_led_to_sign_in_and_reads_one_word() -> None:
    rows = secret_ones()
    client = Client()
    assert {client.get(path).status_code for path in addresses(rows, PARTS)} == {302}
    page = client.get(LIST).content.decode()
    assert SECRET not in page
    assert "Austria: Done, not shared" in page


def status_of(code: str, reader: User | None = None) -> str:
    client = client_of(reader) if reader else Client()
    tiles = client.get(LIST).context["tiles"]
    text: str = next(tile.text for tile in tiles if tile.code == code)
    return text


def test_others_read_one_of_three_words_that_an_open_one_does_not_change() -> None:
    assert status_of("AT") == "Not done"
    begin()
    assert status_of("AT") == "Not done"
    SelfAssessment.objects.all().delete()
    make_closed()
    assert status_of("AT") == "Done, not shared"
    begin()
    assert status_of("AT") == "Done, not shared"
    make_closed("FI", SharedWith.SECRETARIAT)
    assert {status_of("FI", each) for each in (None, make_focal_point("PL"), make_user(Role.EDITOR))} == {
        "Done and shared"
    }
    make_closed("FI")
    assert status_of("FI") == "Done and shared"


def reads(assessment: SelfAssessment, user: User) -> set[int]:
    client = client_of(user)
    return {client.get(f"{LIST}{assessment.key}/{part}").status_code for part in ("result/", "levels.xlsx")}


def test_what_is_shared_is_read_by_those_it_is_shared_with_and_written_by_none_of_them() -> None:
    editor, pole, partner = make_user(Role.EDITOR), make_focal_point("PL"), make_user(Role.PARTNER)
    with_staff = make_closed("FI", SharedWith.SECRETARIAT, evidence=SECRET)
    assert [reads(with_staff, each) for each in (editor, pole, partner)] == [{200}, {404}, {404}]
    with_all = make_closed("EE", SharedWith.FOCAL_POINTS, evidence=SECRET)
    assert [reads(with_all, each) for each in (editor, pole, partner)] == [{200}, {200}, {404}]
    for part in ("sheet/", "history/"):
        assert client_of(pole).get(f"{LIST}{with_all.key}/{part}").status_code == 404
    assert client_of(pole).post(f"{LIST}{with_all.key}/", {"act": "close"}).status_code == 302
    assert SelfAssessment.objects.get(pk=with_all.pk).revision == with_all.revision


def test_a_shared_one_does_not_bring_the_earlier_ones_along() -> None:
    make_closed("FI", level=1, evidence=SECRET)
    shared = make_closed("FI", SharedWith.FOCAL_POINTS, level=3)
    pole, own = make_focal_point("PL"), make_focal_point("FI")
    page = client_of(pole).get(f"{LIST}{shared.key}/result/").content.decode()
    assert "Level 1.0" not in page
    assert "Level 1.0" in client_of(own).get(f"{LIST}{shared.key}/result/").content.decode()
    copies = [LevelsDocument(shared, for_own=each) for each in (True, False)]
    assert [document.may_read(pole) for document in copies] == [False, True]
    assert [document.may_read(own) for document in copies] == [True, False]
    assert ["Level 1.0" in document.compose() for document in copies] == [True, False]


def test_the_pdf_of_the_own_people_says_for_whom_it_is() -> None:
    made, client = make_closed(level=1, evidence=SECRET), client_of(make_focal_point("AT"))
    path = f"{LIST}{made.key}/result.pdf"
    assert client.get(path).status_code == 202
    jobs.run(Job.objects.latest("pk").pk)
    text = text_of_pdf(client.get(path).getvalue())
    for part in ("For officials of Austria only", "Level 1.0, from 1 of 2 questions", SECRET):
        assert part in text
    assert client_of(make_user(Role.EDITOR)).get(path).status_code == 404


def test_the_administration_the_mail_and_the_record_of_a_person_hold_none_of_it() -> None:
    secret_ones()
    owned = {model for model in apps.get_models() if model.__module__.startswith("exchange.self_assessment")}
    assert owned >= {SelfAssessment, Level}
    assert owned.isdisjoint(admin.site._registry)
    assert (Delivery.objects.count(), KeptForm.objects.count()) == (0, 0)
    writer = Level.objects.exclude(changed_by=None)[0].changed_by
    assert writer is not None
    record = record_of(writer.email)
    assert len(record["levels of self-assessments"]) == 2
    assert SECRET not in str(record)
    assert {"level", "evidence"}.isdisjoint(record["levels of self-assessments"][0])
