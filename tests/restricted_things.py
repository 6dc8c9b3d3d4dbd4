"""One thing of each kind that is searched and not for everybody, each with a word of its own."""

from meetings.models import Stage
from nfp_portal.accounts.audience import Audience
from tests.factories.assessments import make_opened, make_request
from tests.factories.initiatives import make_initiative
from tests.factories.meetings import (
    make_conclusion,
    make_document,
    make_item,
    make_meeting,
    make_point,
    make_report,
)
from tests.factories.network import make_focal_point
from tests.factories.newsletter import make_issue, make_sent_issue
from tests.factories.practices import make_practice, offer_practice
from tests.factories.questions import close, give, make_open_question

RESTRICTED = Audience.FOCAL_POINTS


def make_restricted_things() -> tuple[set[str], set[str], set[str]]:
    """Return the words for everybody, those for focal points too, and those for the secretariat alone."""
    _on_a_meeting()
    make_practice("An open one", summary="quollpublic", audience=Audience.ALL)
    make_practice("A closed one", summary="quollpractice", audience=RESTRICTED)
    offer_practice("A waiting one", summary="quolloffer")
    make_initiative("A shared one", "AT", status="endorsed", summary="quollshared", audience=RESTRICTED)
    make_initiative("A declined one", "AT", status="declined", summary="quolldeclined")
    make_request("LI", "quollassessment")
    make_opened("LI", RESTRICTED, scope="quollopened")
    facts = {"background": "quollquestion", "audience": RESTRICTED}
    question = make_open_question(make_focal_point("FI"), "FI", "AT", "DE", **facts)
    give(question, "AT", text="quollasking", audience="asking")
    give(question, "DE", text="quollanswer", audience="focal_points")
    close(question)
    make_sent_issue({"body": "quollopenpiece"}, {"body": "quollpiece", "audience": RESTRICTED}, number=20)
    make_issue(title="quolldraftissue")
    open_ = {"quollpublic", "quollopenpiece", "quollreport", "quollspoken"}
    network = {
        *("quollopened", "quollpractice", "quollshared", "quollquestion", "quollanswer", "quollpiece"),
        *("quollitem", "quollchair", "quollconclusion", "quollpaper", "quollpart", "quollpoint"),
    }
    return open_, network, {"quollassessment", "quolldeclined", "quollinternal", "quolldraftreport"}


def _on_a_meeting() -> None:
    over = make_meeting(slug="over", title="The meeting", stage=Stage.HELD)
    make_item(over, "An open item", speakers=[["Quollspoken", "", ""]])
    make_item(over, "quollitem", audience=RESTRICTED, speakers=[["Quollchair", "", ""]])
    make_conclusion(over, "quollconclusion", RESTRICTED)
    make_document(over, "quollpaper", audience=RESTRICTED)
    make_report(over, sessions="quollreport", focal_points_part="quollpart", status="released")
    planned = make_meeting(slug="planned", title="quollinternal", stage=Stage.PLANNED)
    make_report(planned, sessions="quolldraftreport")
    coming = make_meeting(slug="coming", title="The next one", stage=Stage.AGENDA)
    make_point(coming, "quollpoint", "AT", audience=RESTRICTED)
