"""Journey 5: a delegation nominates with a scan, two persons decide, and the new focal point is let in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from network.models import Agency, Person
from network.proposals.models import ProposalKind
from nfp_portal.accounts.models import SECRETARIAT_ROLES, Role, User
from tests.browser.people import give_second_factor, link_in, sign_in
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.files import PDF
from tests.factories.network import make_agency, make_appointment, make_delegate, make_person
from tests.factories.proposals import make_proposal
from tests.mailbox import Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], None]
SCAN: FilePayload = {"name": "note-verbale.pdf", "mimeType": "application/pdf", "buffer": PDF}


@dataclass
class Somebody:
    """A person at the keyboard, with the window of their own."""

    page: Page
    axe: Axe

    def opens(self, address: str) -> None:
        self.page.goto(address)
        self.axe(self.page)

    def types(self, label: str, text: str) -> None:
        """Fill a field by the keyboard alone."""
        field = self.page.get_by_label(label, exact=True)
        field.focus()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def presses(self, name: str) -> None:
        self._by_keyboard(self.page.get_by_role("main").get_by_role("button", name=name, exact=True))

    def follows(self, name: str) -> None:
        self._by_keyboard(self.page.get_by_role("main").get_by_role("link", name=name).first)

    def _by_keyboard(self, control: Locator) -> None:
        control.focus()
        expect(control).to_be_focused()
        self.page.keyboard.press("Enter")

    def reads(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()
        self.axe(self.page)


@pytest.fixture
def at_desk(page_at: Callable[[str], Page], axe: Axe) -> Callable[[str, User], Somebody]:
    """Open a window of a size and sign somebody in."""

    def sit_down(size: str, user: User) -> Somebody:
        page = page_at(size)
        user.set_password(PASSWORD)
        user.save()
        secret = give_second_factor(user) if user.role in SECRETARIAT_ROLES else ""
        sign_in(page, user.email, PASSWORD, secret)
        return Somebody(page, axe)

    return sit_down


def nominate(delegation: Somebody) -> str:
    """Nominate Eva Neu by a note verbale with its scan; give the address of the proposal."""
    delegation.opens("/delegation/")
    delegation.follows("Nominate a focal point")
    delegation.reads("Two persons of the secretariat look at a nomination.")
    delegation.presses("Send to the secretariat")
    delegation.reads("Nothing was saved yet")
    for label, value in (
        ("Given name (needed for a new one)", "Eva"),
        ("Family name (needed for a new one)", "Neu"),
        ("E-mail (needed for a new one)", "eva.neu@example.org"),
        ("Reference", "AT/7"),
    ):
        delegation.types(label, value)
    delegation.page.get_by_label("Kind of instrument").select_option("note_verbale")
    delegation.page.get_by_label("Date of the instrument").fill("2026-02-20")
    delegation.page.get_by_label("In force from").fill("2026-03-01")
    delegation.page.get_by_label("Scan").set_input_files(SCAN)
    delegation.presses("Send to the secretariat")
    delegation.reads("It is on its way to the secretariat.")
    return delegation.page.url


@pytest.mark.usefixtures("worker")
def test_a_nomination_becomes_an_appointment(
    at_desk: Callable[[str, User], Somebody], mailbox: Mailbox
) -> None:
    make_appointment("AT")
    own = make_delegate("AT")
    address = nominate(at_desk("desktop", own))
    editor = at_desk("desktop", make_user(Role.EDITOR))
    editor.opens("/desk/")
    editor.follows("Nomination: Eva NEU")
    editor.reads("note-verbale.pdf")
    editor.presses("Pass on to the approver")
    editor.reads("Passed on. The approvers are notified by mail.")
    approver = at_desk("desktop", make_user(Role.APPROVER))
    approver.opens(address)
    approver.presses("Accept")
    approver.reads("Accepted. It is in the directory")
    approver.opens("/network/?q=neu")
    approver.reads("Neu, Eva")
    messages = mailbox.wait_for(1)
    notice = next(each for each in messages if each["To"] == own.email)
    assert link_in(notice, "/proposals/") == address
    invited = next(each for each in messages if each["To"] == "eva.neu@example.org")
    assert link_in(invited, "/accounts/invitation/")


def test_an_editor_records_a_hand_over_and_undoes_it(at_desk: Callable[[str, User], Somebody]) -> None:
    make_appointment("AT")
    editor = at_desk("phone", make_user(Role.EDITOR))
    editor.opens("/states/AT/")
    editor.follows("Hand over")
    editor.reads("Somebody in the directory already?")
    for label, value in (("Given name", "Eva"), ("Family name", "Neu")):
        editor.types(label, value)
    editor.presses("Hand over to a successor")
    editor.reads("Recorded.")
    editor.reads("Eva NEU")
    editor.presses("Undo")
    editor.reads("Taken back.")
    expect(editor.page.get_by_role("heading", name=re.compile("Eva NEU"))).to_have_count(0)


def prepared() -> tuple[dict[Role, list[str]], User]:
    """Make something of everything; give the addresses for each role, and the delegation."""
    appointment = make_appointment("AT", person=make_person("AT", email=""))
    unreviewed = make_agency("AT", "Rivr Police")
    Agency.objects.filter(pk=unreviewed.pk).update(reviewed_at=None)
    proposals = [make_proposal("AT", kind=kind) for kind in ProposalKind]
    Person.objects.filter(proposals=proposals[-1]).update(revision=2)
    acts = [
        f"/appointments/{appointment.pk}/{act}/" for act in ("end", "hand-over", "correct", "first-contact")
    ]
    lists = ["/proposals/", "/contradictions/", "/institutions/", f"/institutions/{unreviewed.pk}/"]
    pages = [proposal.get_absolute_url() for proposal in proposals]
    staff = [*lists, "/delegations/", *acts, *pages, "/states/AT/", appointment.person.get_absolute_url()]
    person = appointment.person
    own = [
        "/delegation/",
        f"/delegation/appointments/{appointment.pk}/end/",
        f"/delegation/people/{person.key}/correct/",
        pages[0],
    ]
    staff.append("/states/AT/appointments/new/?q=muster")
    return {Role.EDITOR: staff, Role.DELEGATION: own}, make_delegate("AT")


def test_each_page_of_the_acts_is_for_everybody(at_desk: Callable[[str, User], Somebody]) -> None:
    addresses, delegate = prepared()
    people = {Role.EDITOR: make_user(Role.EDITOR), Role.DELEGATION: delegate}
    for role, each in addresses.items():
        somebody = at_desk("desktop", people[role])
        for address in each:
            somebody.opens(address)
