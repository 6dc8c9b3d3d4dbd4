"""Lines about arriving: invitation, mail by STARTTLS, second factor over TLS, import."""

import csv
import io
import re

from rehearsal.browser import Answer, Browser
from rehearsal.engine import Stack, expect, wait_for
from rehearsal.scene import Account, Scene


def invite_administrator(scene: Scene) -> str:
    output = scene.first.manage("invite", scene.administrator.email, "--role", "administrator")
    expect("the message is in the outbox" in output, output)
    return "bin/manage invite, in a container"


def mail_waits_for_a_trusted_certificate(scene: Scene) -> str:
    scene.start_relay(scene.first)
    seconds = wait_for(lambda: "certificate verify failed" in _trouble(scene), "the relay is refused")
    expect(not scene.mail.messages(), "mail left over a line that nobody vouches for")
    return f"refused after {seconds:.0f} s, the invitation waits"


def _trouble(scene: Scene) -> str:
    return scene.first.sql("SELECT last_reply FROM mail_relay")


def mail_leaves_by_starttls(scene: Scene) -> str:
    scene.mail.show("trusted")
    address = scene.administrator.email
    seconds = wait_for(lambda: scene.mail.of(address), "the invitation", 120)
    message = scene.mail.one(address)
    expect(message["From"] == "NFP Rehearsal <network@example.org>", message["From"])
    return f"certificate of the house's own authority; arrived after {seconds:.0f} s"


def administrator_signs_in(scene: Scene) -> str:
    arrive(scene, scene.administrator)
    page = sign_in(scene.first, scene.administrator, scene)
    expect("/desk/" in page.path, f"signing in led to {page.path} ({page.status})")
    return "password, authenticator app, signed in again with a code"


def editor_is_invited_on_the_page(scene: Scene) -> str:
    browser = scene.browser(scene.administrator)
    form = browser.get("/accounts/invite/")
    page = browser.submit(form, email=scene.editor.email, name="Eva Editor", role="editor")
    expect("is on its way" in page.text, f"{page.path} ({page.status})")
    arrive(scene, scene.editor)
    return "mail, password, authenticator app"


def arrive(scene: Scene, account: Account) -> None:
    browser = scene.browsers[account.email] = Browser(scene.first)
    invitation = browser.get(scene.mail.link(account.email, "invitation"))
    page = browser.submit(invitation, password=account.password)
    expect(page.status == 200, f"{page.path} ({page.status}) after the password")  # noqa: PLR2004
    setup = browser.get("/accounts/2fa/totp/activate/")
    secret = re.search(r'class="secret">([A-Z2-7]+)<', setup.text)
    expect(secret, f"{setup.path} ({setup.status}) shows no key")
    account.secret = secret[1] if secret else ""
    page = browser.submit(setup, code=account.code())
    expect("recovery" in page.path.lower() or "2fa" in page.path, f"{page.path} ({page.status})")


def sign_in(stack: Stack, account: Account, scene: Scene) -> Answer:
    """Sign in anew with password and code; return where that leads."""
    browser = scene.browsers[account.email] = Browser(stack)
    second = browser.submit(browser.get("/accounts/login/"), login=account.email, password=account.password)
    expect("/2fa/authenticate" in second.path, f"the password led to {second.path} ({second.status})")
    return browser.submit(second, code=account.code())


def import_people(scene: Scene) -> str:
    """Bring the template's own example in, as an editor would: upload, columns, preview, write."""
    browser = scene.browser(scene.editor)
    sheet = _example(browser.get("/imports/template.csv").text)
    page = browser.submit(browser.get("/imports/new/"), files={"file": ("people.csv", sheet)})
    expect(page.path.endswith("/columns/"), f"the upload led to {page.path} ({page.status})")
    path = browser.submit(page, action="/columns/").path
    wait_for(lambda: f'href="{path}commit/"' in browser.get(path).text, "the preview")
    browser.submit(browser.get(f"{path}commit/"), action="/commit/")
    people = "SELECT count(*) FROM network_person WHERE family_name = 'Beispiel'"
    wait_for(lambda: scene.first.sql(people) == "1", "the import")
    original = browser.get(f"{path}original")
    expect(original.body == sheet, f"the original came back with {len(original.body)} bytes")
    return "uploaded, previewed, written; the original comes back from the proxy"


def _example(template: str) -> bytes:
    """Return the template without the mark by which an import knows its example."""
    rows = list(csv.reader(io.StringIO(template.removeprefix("\ufeff"))))
    written = io.StringIO()
    csv.writer(written).writerows([rows[0], [*rows[1][:-1], ""]])
    return written.getvalue().encode()
