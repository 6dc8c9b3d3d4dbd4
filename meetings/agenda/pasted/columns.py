"""The columns of a pasted table, by the words in its head."""

from collections.abc import Iterator
from dataclasses import dataclass

from meetings.models.speaking import SpeakerRole

_HEADS = {
    "time": "time times hour hours zeit uhrzeit heure horaire hora ora время",
    "minutes": "min min. minutes duration dauer durée duración durata",
    "title": "title item agenda_item topic session subject activity programme program event titel"
    " thema punkt titre sujet thème título tema titolo argomento тема",
    SpeakerRole.SPEAKER.value: "speaker speakers speaker(s) presenter presenters panellists panelists"
    " referent intervenants ponentes relatori докладчик докладчики",
    SpeakerRole.MODERATOR.value: "moderator moderators chair moderation modérateur moderador модератор",
    "location": "room venue place location ort raum lieu salle lugar sala luogo место",
    "note": "description details notes remarks comments content beschreibung описание",
}
_NAMES = {word.replace("_", " "): name for name, heads in _HEADS.items() for word in heads.split()}
_USUAL = ("time", "title", SpeakerRole.SPEAKER.value)


@dataclass(frozen=True)
class Columns:
    """What the cells of a row are, the time first; what is beyond is taken as a note."""

    names: tuple[str, ...] = _USUAL

    def named(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """Yield each cell behind the time, by the name of its column."""
        names = [name for name in self.names if name != "time"]
        names += ["note"] * len(cells)
        return zip(names, cells, strict=False)


def columns_of(cells: list[str]) -> Columns | None:
    """Read a line as the head of a table; None for one that is none."""
    names = [_NAMES.get(" ".join(cell.casefold().split()).strip(":")) for cell in cells]
    if "title" not in names or len(names) == 1:
        return None
    names = names[names.index("time") if "time" in names else 0 :]  # a number of the row may come first
    return Columns(tuple(name or "note" for name in names))
