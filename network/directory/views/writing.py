"""Write to the focal points of the list: those chosen, else the whole answer of today."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.actions import reads
from network.directory import queries
from network.directory.forms import DirectoryFilter
from network.directory.views.pages import question_in
from network.messages.candidates import MOST, Audience, each_once, of_appointment
from network.messages.models import LONGEST_ABOUT, LONGEST_ORIGIN
from network.messages.views.composing import compose
from network.models import Appointment
from nfp_portal.accounts.access import EDITORS, allow, signed_in
from nfp_portal.audit.views import rate_limited


@allow(EDITORS, "GET", "POST")
@rate_limited
def write(request: HttpRequest) -> HttpResponse:
    """Those listed count as read: they are named one by one."""
    form = DirectoryFilter(request.GET, reader=request.user)
    if not form.is_valid() or queries.is_past(form.cleaned_data.get("on")):
        raise Http404
    lines = queries.search(form.cleaned_data)
    listed = Appointment.objects.filter(pk__in=lines.order_by().values("pk")[: MOST + 1])
    rows = list(listed.select_related("person__user", "state").order_by("directory_entry__sort_key"))
    if len(rows) <= MOST:
        reads.count_listed((each.person for each in rows), by=signed_in(request))
    audience = Audience(each_once(map(of_appointment, rows)), _about(form), _origin(request))
    return compose(request, audience)


def _about(form: DirectoryFilter) -> str:
    """Say which list it is: "Focal points: Central Asia, Customs"."""
    chosen = form.cleaned_data.get("only")
    if chosen:
        number = len(chosen)
        return ngettext("%(n)d focal point, chosen", "%(n)d focal points, chosen", number) % {"n": number}
    values = [form.in_words(name) for name in form.fields if form.cleaned_data.get(name)]
    listed = ", ".join(values)
    about = _("Focal points: %(filters)s") % {"filters": listed} if listed else _("All focal points")
    return Truncator(about).chars(LONGEST_ABOUT)


def _origin(request: HttpRequest) -> str:
    """Return the path of the list; without its filters where those are too long to keep."""
    path = reverse("network:directory:list")
    origin = f"{path}?{question_in(request).urlencode()}".rstrip("?")
    return origin if len(origin) <= LONGEST_ORIGIN else path
