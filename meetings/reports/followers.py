"""What rooms say came of conclusions. They register when Django starts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from nfp_portal.accounts.access import Reader


@dataclass(frozen=True)
class Follower:
    """What came of a conclusion, and where it is read."""

    label: str
    url: str


# What came of which conclusions, by their primary keys, as far as the reader may know.
Followers = Mapping[int, Sequence[Follower]]
Finder = Callable[[Collection[int], Reader], Followers]
_FINDERS: list[Finder] = []


def register_follower(finder: Finder) -> None:
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def followers_of(conclusions: Collection[int], reader: Reader) -> dict[int, list[Follower]]:
    """Return what came of these conclusions, by primary key; the queries of each room."""
    followers: dict[int, list[Follower]] = {key: [] for key in conclusions}
    for finder in _FINDERS if conclusions else ():
        for key, of_room in finder(conclusions, reader).items():
            followers[key].extend(of_room)
    return followers
