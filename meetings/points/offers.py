"""What other rooms offer to do with the points of a meeting. They register when Django starts."""

from collections.abc import Callable, Mapping, Sequence

from meetings.points.models import Point
from nfp_portal.accounts.access import Reader
from nfp_portal.ui.buttons import Button

# The button of each point, by primary key, for a reader who sees them; the same queries however many.
Offer = Callable[[Sequence[Point], Reader], Mapping[int, Button]]
_OFFERS: list[Offer] = []


def register_offer(offer: Offer) -> None:
    if offer not in _OFFERS:
        _OFFERS.append(offer)


def offered_by_rooms(points: Sequence[Point], reader: Reader) -> dict[int, list[Button]]:
    buttons: dict[int, list[Button]] = {point.pk: [] for point in points}
    for offer in _OFFERS if points else ():
        for key, button in offer(points, reader).items():
            buttons[key].append(button)
    return buttons
