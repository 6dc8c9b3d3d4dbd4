"""What rooms do once an editor has decided on a piece, or taken the decision back. They register at start."""

from collections.abc import Callable

from newsletter.models import Piece

Effect = Callable[[Piece], None]
_EFFECTS: list[Effect] = []


def register_effect(effect: Effect) -> None:
    """Have `effect(piece)` called in the transaction of each decision, with its piece as it is then."""
    if effect not in _EFFECTS:
        _EFFECTS.append(effect)


def after_decision(piece: Piece) -> None:
    for effect in _EFFECTS:
        effect(piece)
