"""What kind of item a title names, its number of a session, and for whom it is."""

import re

from meetings.models import Kind
from nfp_portal.accounts.audience import Audience

_DASH = r"[:.–—-]"
_SESSION = re.compile(
    rf"^(?:working\s+)?(?:session|sitzung|séance|sesión|sessione|сессия)\s+(\d{{1,2}}|[IVX]{{1,4}})\b\s*{_DASH}*\s*",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"^(?:working\s+group|break-?out(?:\s+(?:group|session))?|group|workshop|arbeitsgruppe|groupe)\s+(?:[A-H]|\d{1,2}|[IVX]{1,4})\b",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"\s*[(\[]?\s*(?:for\s+)?(?:national\s+)?focal\s+points\s+only\s*[)\]]?", re.IGNORECASE
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_KINDS = {
    Kind.BREAK: r"registration|coffee|tea\b|lunch|break\b|dinner|reception|family photo|mittag|kaffee|pause"
    r"|déjeuner|café|almuerzo|pausa|pranzo|обед|кофе|перерыв|регистрация",
    Kind.WORKING_GROUP: r"working groups?\b|break-?out|parallel sessions?|workshops\b|arbeitsgruppe"
    r"|groupes? de travail",
    Kind.STUDY_VISIT: r"(?:study|site|field) (?:visit|trip)|studienbesuch|visite d’étude|visita de estudio",
    Kind.CLOSING: r"^closing|^close of|closing remarks|^conclusions|concluding|wrap-?up|schluss|clôture"
    r"|clausura|закрытие",
    Kind.OPENING: r"^opening|opening (?:session|remarks)|^welcom|eröffnung|ouverture|apertura|открытие",
}


def kind_of(title: str, *, has_number: bool) -> Kind:
    """Guess the kind; what has a number is a session whatever it is about."""
    if has_number:
        return Kind.SESSION
    if GROUP.match(title):
        return Kind.WORKING_GROUP
    return next(
        (kind for kind, pattern in _KINDS.items() if re.search(pattern, title, re.IGNORECASE)), Kind.SESSION
    )


def session_of(title: str) -> tuple[int | None, str]:
    """Split "Session 2: Roads" into number and title, of which either may be missing."""
    match = _SESSION.match(title)
    if match is None:
        return None, title
    number = int(match[1]) if match[1].isdecimal() else _roman(match[1].upper())
    return number, title[match.end() :].strip()


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def audience_of(title: str) -> tuple[str, Audience]:
    """Take "(focal points only)" out of a title."""
    if _RESTRICTED.search(title) is None:
        return title, Audience.ALL
    return _RESTRICTED.sub("", title).strip(" –-:") or title, Audience.FOCAL_POINTS
