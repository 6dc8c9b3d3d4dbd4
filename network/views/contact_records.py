"""The contacts of States and organisations, for editors."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions import contact_records as actions
from network.forms.acts import refused
from network.forms.contact_records import ContactRecordForm
from network.models import Contact, Organisation, State
from nfp_portal.accounts.access import EDITORS, allow
from nfp_portal.revisions.stale import StaleError
from nfp_portal.revisions.views import both_versions


@allow(EDITORS)
def organisations(request: HttpRequest) -> HttpResponse:
    rows = Organisation.objects.prefetch_related("contacts")
    return render(request, "network/organisations.html", {"organisations": rows})


@allow(EDITORS)
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a body with its contacts; a structure of the OSCE has one page, which everybody may read."""
    shown = get_object_or_404(Organisation, slug=slug)
    if shown.is_structure:
        return redirect(shown, permanent=True)
    context = {"organisation": shown, "contacts": shown.contacts.all()}
    return render(request, "network/organisation.html", context)


@allow(EDITORS, "GET", "POST")
def add_for_state(request: HttpRequest, iso2: str) -> HttpResponse:
    return _add(request, get_object_or_404(State.objects.participating(), iso2=iso2))


@allow(EDITORS, "GET", "POST")
def add_for_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    return _add(request, get_object_or_404(Organisation, slug=slug))


def _add(request: HttpRequest, owner: State | Organisation) -> HttpResponse:
    form = ContactRecordForm(request.POST or None, instance=_new(owner))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, owner, _("Add a contact"))
    try:
        actions.add_contact(owner, **form.facts())
    except actions.TooManyContactsError:
        form.add_error(None, _("There are as many contacts as there may be: remove one of them first."))
        return _page(request, form, owner, _("Add a contact"))
    messages.success(request, _("Saved."))
    return redirect(url_of_contacts(owner))


def _new(owner: State | Organisation) -> Contact:
    return Contact(state=owner) if isinstance(owner, State) else Contact(organisation=owner)


@allow(EDITORS, "GET", "POST")
def edit(request: HttpRequest, key: int) -> HttpResponse:
    contact = _contact(key)
    form = ContactRecordForm(request.POST or None, instance=_contact(key))
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, contact.owner, _("Change the contact"))
    try:
        actions.change_contact(contact.pk, revision=form.cleaned_data["revision"], **form.facts())
    except Contact.DoesNotExist as error:
        raise Http404 from error
    except StaleError as stale:
        return both_versions(request, form, stale.row)
    except IntegrityError as error:  # the same address was recorded in the same moment
        refused(form, error)
        return _page(request, form, contact.owner, _("Change the contact"))
    messages.success(request, _("Saved."))
    return redirect(url_of_contacts(contact.owner))


@allow(EDITORS, "POST")
def remove(request: HttpRequest, key: int) -> HttpResponse:
    contact = _contact(key)
    owner, event_id = contact.owner, actions.remove_contact(contact.pk)
    if event_id is None:
        messages.info(request, _("The contact was removed already."))
        return redirect(url_of_contacts(owner))
    undo = reverse("network:restore_contact", args=[event_id])
    messages.success(request, _("The contact is removed."), extra_tags=f"undo:{undo}")
    return redirect(url_of_contacts(owner))


@allow(EDITORS, "POST")
def restore(request: HttpRequest, event: int) -> HttpResponse:
    try:
        contact = actions.restore_contact(event)
    except actions.TooManyContactsError:
        contact = None
    if contact is None:
        raise Http404
    messages.success(request, _("The contact is restored."))
    return redirect(url_of_contacts(contact.owner))


def _contact(key: int) -> Contact:
    return get_object_or_404(Contact.objects.select_related("state", "organisation"), pk=key)


def url_of_contacts(owner: State | Organisation) -> str:
    """Return the address of the page that shows an owner's contacts."""
    if isinstance(owner, State):
        return reverse("network:of_delegation", args=[owner.iso2])
    return owner.get_absolute_url()


def _page(
    request: HttpRequest, form: ContactRecordForm, owner: State | Organisation, title: str
) -> HttpResponse:
    context = {"form": form, "owner": owner, "title": title, "back_url": url_of_contacts(owner)}
    return render(request, "network/contact.html", context, status=422 if form.is_bound else 200)
