"""Databases that hold what the files of recorded facts said before; editors' work in them stays."""

from importlib import import_module

import pytest
from django.apps import apps

from exchange.news import actions
from exchange.news.models import NewsItem
from meetings.actions.meetings import change_meeting
from meetings.models import Meeting
from network.models import FieldOfWork, Organisation
from nfp_portal.accounts.models import Role
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

ONLINE = "fifteenth-annual-meeting"
SKOPJE = "conference-on-co-operation-centres-in-skopje"


def migrate(name: str) -> None:
    import_module(name).load(apps, None)


def say_as_before(slug: str) -> NewsItem:
    """Give a recorded item what no record says: a place of issue, an issuer, a field, a statement."""
    NewsItem.objects.filter(slug=slug).update(location="Skopje", body="They spoke for others.")
    item = NewsItem.objects.get(slug=slug)
    item.issuers.set(Organisation.objects.filter(slug="tntd"))
    item.fields_of_work.set(FieldOfWork.objects.filter(slug="border-management"))
    item.statements.create(position=3, speaker="Nobody", function="Of nothing", text="Invented.")
    return item


def facts_of(slug: str) -> tuple[str, list[str], list[str], list[str], str]:
    item = NewsItem.objects.get(slug=slug)
    return (
        item.location,
        [each.slug for each in item.issuers.all()],
        [each.slug for each in item.fields_of_work.all()],
        [each.speaker for each in item.statements.all()],
        item.body.split(" ", maxsplit=1)[0],
    )


def test_what_nobody_edited_says_again_what_is_recorded() -> None:
    say_as_before(SKOPJE)
    published = say_as_before(ONLINE).published_at
    migrate("exchange.migrations.0020_recorded_news")
    assert facts_of(SKOPJE) == ("", [], [], [], "The")
    assert sorted(facts_of(ONLINE)[1]) == [
        "osce-chairpersonship",
        "osce-secretariat",
        "tntd",
    ]
    assert facts_of(ONLINE)[3] == ["Maria Gratschew", "Alena Kupchyna"]
    assert NewsItem.objects.get(slug=ONLINE).published_at == published


def test_what_an_editor_wrote_took_back_or_deleted_stays_so() -> None:
    editor = make_user(Role.EDITOR)
    written = actions.take_back(say_as_before(SKOPJE), by=editor)
    actions.rewrite(written, {"location": "Skopje"}, [], revision=written.revision, by=editor)
    taken_back = actions.take_back(say_as_before(ONLINE), by=editor)
    actions.delete(actions.take_back(say_as_before("tenth-annual-meeting-in-berlin"), by=editor))
    migrate("exchange.migrations.0020_recorded_news")
    assert facts_of(SKOPJE) == ("Skopje", ["tntd"], ["border-management"], [], "They")
    assert facts_of(taken_back.slug)[0] == "Skopje"
    assert NewsItem.objects.count() == 2


def test_what_is_recorded_already_is_not_written_again() -> None:
    before = list(NewsItem.objects.order_by("pk").values_list("pk", "statements__pk"))
    migrate("exchange.migrations.0020_recorded_news")
    assert list(NewsItem.objects.order_by("pk").values_list("pk", "statements__pk")) == before


def test_what_is_said_about_a_meeting_follows_unless_an_editor_changed_it() -> None:
    recorded = Meeting.objects.get(slug="15").about
    Meeting.objects.filter(slug__in=["13", "15"]).update(about="She spoke for the Secretariat.")
    changed = Meeting.objects.get(slug="13")
    change_meeting(changed.pk, {"theme": "Of an editor"}, revision=changed.revision)
    migrate("meetings.migrations.0018_recorded_texts")
    assert Meeting.objects.get(slug="15").about == recorded
    assert Meeting.objects.get(slug="13").about == "She spoke for the Secretariat."
