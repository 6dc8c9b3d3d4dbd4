"""What the letters of rooms share that write to many: their parts, and each recipient's own link."""

from dataclasses import dataclass, replace

from network.rounds.kinds import LINK
from nfp_portal.ui.letters import SLOTS, Letter

# What stands for the recipient's own link while a letter is rendered; an address must look like one.
OWN_LINK = f"{SLOTS}{LINK}"


@dataclass(frozen=True)
class Wording:
    """The parts of a letter; `%(name)s` is filled once for all, `{{name}}` by the outbox for each."""

    subject: str
    greeting: str
    text: str
    button: str
    after: str
    reason: str

    def filled(self, **values: str) -> "Wording":
        return Wording(**{name: part % values for name, part in vars(self).items()})


def with_own_link(letter: Letter) -> Letter:
    """Put the slot of the link where it stands."""
    slot = f"{{{{{LINK}}}}}"
    return replace(letter, text=letter.text.replace(OWN_LINK, slot), html=letter.html.replace(OWN_LINK, slot))
