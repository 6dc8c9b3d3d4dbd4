"""What self-assessment adds to other rooms; imported when the models are there."""

from exchange.self_assessment import turns
from exchange.self_assessment.documents import LevelsDocument
from nfp_portal.renderings.registry import register as register_documents


def register() -> None:
    register_documents(LevelsDocument)
    turns.register()
