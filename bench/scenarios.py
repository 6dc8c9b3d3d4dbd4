"""Steps of the benchmarks that run in a process of their own: `python -m bench.scenarios WHAT …`."""

import os
import sys
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nfp_portal.settings")

django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is set up
from django.db.models import TextField, Value  # noqa: E402 - after Django is set up
from django.db.models.functions import Cast, Concat, JSONObject  # noqa: E402

from bench import browse, fast_beat, printing, textbook, texts  # noqa: E402, F401 - registers a runner
from bench.issue import HTML, SITE, SUBJECT, TEXT  # noqa: E402
from network.models import Agency, AgencyKind, Appointment, Person, State  # noqa: E402
from nfp_portal.accounts import resets  # noqa: E402
from nfp_portal.accounts.models import Role, User  # noqa: E402
from nfp_portal.jobs import actions as jobs  # noqa: E402
from nfp_portal.mail import actions as mail  # noqa: E402
from nfp_portal.mail.models import Attachment, Priority  # noqa: E402


def readers(number: str) -> None:
    """Create recipients until there are so many."""
    present = User.objects.filter(role=Role.PARTNER).count()
    User.objects.bulk_create(
        User(email=f"reader{n:07}@example.org", name=f"Reader {n}", role=Role.PARTNER)
        for n in range(present, int(number))
    )


def issue(attached: str = "0") -> None:
    """Send an issue to all of them, with a file of so many bytes if any; prints when that began."""
    content = os.urandom(int(attached))
    _connect()
    print(time.monotonic())
    letter = mail.freeze(
        subject=SUBJECT,
        text=TEXT,
        html=HTML,
        stream="newsletter",
        priority=Priority.BULK,
        attachment=Attachment(name="picture", content=content) if content else None,
        headers={
            "List-Unsubscribe": "<{{unsubscribe_url}}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    link = Concat(Value(f"{SITE}/newsletter/unsubscribe/"), "key", Value("/"), output_field=TextField())
    slots = JSONObject(name="name", unsubscribe_url=link)
    recipients = User.objects.filter(role=Role.PARTNER)
    mail.address_to(letter, recipients.values_list(Cast("pk", TextField()), "email", slots, Value("")))


def _connect() -> None:
    """Open the lines to Postgres and to the broker, which a process of the portal holds already."""
    mail.wake_dispatch()
    User.objects.exists()
    time.sleep(0.2)


def account(address: str) -> None:
    """Create an account."""
    User.objects.create_user(address, role=Role.EDITOR)


def reset(address: str) -> None:
    """Request a new password; prints when that was."""
    print(time.monotonic())
    resets.request_reset(address)


def by_the_book() -> None:
    """Send the same issue by one task per reader; prints when that began."""
    _connect()
    print(time.monotonic())
    textbook.dispatch()


def first_person() -> None:
    """Create the focal point whose rows are copied, if there is none."""
    if not Person.objects.exists():
        state = State.objects.get(iso2="AT")
        agency = Agency.objects.create(state=state, name="Border Guard", kind=AgencyKind.BORDER_GUARD)
        person = Person.objects.create(given_name="Eva", family_name="Muster", state=state, agency=agency)
        Appointment.objects.create(person=person, state=state, starts_on=date(2020, 1, 1))


def demo() -> None:
    """Load the demonstration, with 98 focal points and the tenth meeting."""
    call_command("demo")


def request_jobs(number: str) -> None:
    """Request so many jobs of ten steps."""
    for n in range(int(number)):
        jobs.request("bench.steps", str(n), {}, None)


SCENARIOS: dict[str, Callable[..., None]] = {
    "readers": readers,
    "issue": issue,
    "textbook": by_the_book,
    "first_person": first_person,
    "account": account,
    "reset": reset,
    "demo": demo,
    "request_jobs": request_jobs,
    "search": browse.search,
    "write_documents": texts.write,
    "search_documents": texts.measure,
    "visit": browse.visit,
    "render": printing.render,
    "reopen": printing.reopen,
}

if __name__ == "__main__":
    SCENARIOS[sys.argv[1]](*sys.argv[2:])
