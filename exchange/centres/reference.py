"""The one centre of which public records say something. What they do not say is not recorded."""

from collections.abc import Callable
from typing import Any

RECORDED: dict[str, Any] = {
    "slug": "swiecko",
    "name": "Police and Customs Co-operation Centre at Świecko",
    "location": "Świecko, German-Polish border",
    "recorded_in": (
        "OSCE press release, 12 April 2016 (osce.org/cio/232506);"
        " record of the tenth meeting in POLIS (polis.osce.org/node/9811)"
    ),
}
# Those who took part in the tenth meeting visited it.
MEETINGS = ("10", "study-visit-swiecko-2016")


def load(model_of: Callable[[str], Any]) -> None:
    """Add it if it is missing; one that is there stays as its editors left it.

    `model_of` gives the model class by "app.Name": a migration passes its historical ones.
    """
    centres = model_of("exchange.Centre").objects
    if not centres.filter(slug=RECORDED["slug"]).exists():
        made = centres.create(**RECORDED)
        made.meetings.set(model_of("meetings.Meeting").objects.filter(slug__in=MEETINGS))
