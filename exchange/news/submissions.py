"""What of a news item is compared from one submission to the next."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from exchange.news.models import NewsItem
from nfp_portal.revisions.changes import Part
from nfp_portal.text.labels import label_of


def _file(item: NewsItem) -> str:
    """Name the photograph by the beginning of its random file name, so that another one reads differently."""
    return _("file %(code)s") % {"code": PurePath(str(item.photo)).stem[:8]} if item.photo else ""


def parts_of(item: NewsItem) -> list[Part]:
    """Return the item in parts, as its readers see it; no query on `with_all()` rows."""
    own = ("title", "location", "issued_on", "body", "photo", "photo_credit", "photo_alt", "meeting")
    lists = ("issuers", "fields_of_work", "states")
    texts = {name: str(getattr(item, name) or "") for name in own} | {"photo": _file(item)}
    texts |= {name: ", ".join(map(str, getattr(item, name).all())) for name in lists}
    texts |= {"kind": item.get_kind_display(), "recorded_in": item.recorded_in}
    statements = [Part(f"statement-{each.position}", str(each), each.text) for each in item.statements.all()]
    return [Part(name, label_of(NewsItem, name), text) for name, text in texts.items()] + statements
