"""People as agendas name them: "Moderator: Jo Lind, Frontex", "Ms. Ana Ruiz (Director, Europol)"."""

import re

from meetings.models.speaking import SpeakerRole, Speaking

_LABELS = {
    SpeakerRole.MODERATOR: r"moderat(?:or|ors|ed by|eur|rice|ion)|chair(?:ed by|person|s)?"
    r"|facilitat(?:or|ors|ed by)|модераторы?|moderadora?|moderatore",
    SpeakerRole.SPEAKER: r"speakers?|panell?ists?|presenters?|presentations? by|presented by|keynotes?"
    r"|keynote speakers?|introduct(?:ion|ory remarks) by|interventions?(?: by)?|intervenants?"
    r"|referent(?:en|in)?|докладчики?|ponentes?|relatori",
}
_LABELLED = {role: re.compile(rf"^({names})\s*[:–—-]\s*", re.IGNORECASE) for role, names in _LABELS.items()}
_LOCATION = re.compile(
    r"^(?:venue|room|place|location|ort|raum|lieu|salle|sala|luogo|lugar|место)\s*:\s*", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|m|mme|herr|frau|sig|sig\.ra|sr|sra|г-н|г-жа)\.?\s+", re.IGNORECASE
)
_BULLET = re.compile(r"^[\s•·▪◦‣*–—-]+\s*")
_FUNCTION = re.compile(
    r"\b(?:head|director|officer|advis[eo]r|chief|secretary|minister|ambassador|co-?ordinator|analyst|manager|"
    r"representative|commander|expert|professor|deputy|general|colonel|major|captain|inspector|chair(?:person)?|president)\b",
    re.IGNORECASE,
)
FULL = 3


def label_of(line: str) -> tuple[SpeakerRole, str] | None:
    """Return whose names follow, and what of them stands in this line; None without such a label."""
    text = unbulleted(line)
    for role, pattern in _LABELLED.items():
        if match := pattern.match(text):
            return role, text[match.end() :]
    return None


def location_of(line: str) -> str:
    """Return the room that a line names, else nothing."""
    text = unbulleted(line)
    match = _LOCATION.match(text)
    return text[match.end() :].strip() if match else ""


def unbulleted(line: str) -> str:
    return _BULLET.sub("", line).strip()


def people_of(role: SpeakerRole, text: str) -> list[Speaking]:
    """Read the people of a line: several separated by semicolons, or one as name; function; body."""
    segments = [part.strip() for part in unbulleted(text).split(";") if part.strip()]
    if len(segments) > 1 and not any("," in part for part in segments) and len(segments) <= FULL:
        return [Speaking.typed(role, [_name(segments[0]), *segments[1:]])]
    return [_person(role, segment) for segment in segments]


def _person(role: SpeakerRole, text: str) -> Speaking:
    """Name, then function, then body, separated by commas, a dash or brackets."""
    text = re.sub(r"\s*\(([^()]*)\)\s*$", r", \1", text)
    text = re.sub(r"\s+[–—-]\s+", ", ", text)
    name, *others = [part.strip() for part in text.split(",") if part.strip()] or [""]
    if len(others) == 1 and not _FUNCTION.search(others[0]):
        return Speaking(role, _name(name), body=others[0])
    if len(others) > 1:
        others = [", ".join(others[:-1]), others[-1]]
    return Speaking.typed(role, [_name(name), *others])


def _name(text: str) -> str:
    return _TITLE.sub("", text).strip()
