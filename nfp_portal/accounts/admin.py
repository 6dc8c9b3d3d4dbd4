"""Accounts in Django's administration, changed by the portal's own actions."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from nfp_portal.accounts import actions as accounts
from nfp_portal.accounts.access import signed_in
from nfp_portal.accounts.models import Role, User
from nfp_portal.text.addresses import readable_address


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    list_display = ("address", "name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("email", "name")
    fields = ("email", "name", "role", "language", "is_active")
    actions = ("remove_second_factors",)

    @admin.display(description=_("e-mail"), ordering="email")
    def address(self, user: User) -> str:
        return readable_address(user.email)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts are created by invitations."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are closed, never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Change address, role and access by actions, which record the change and notify the owner."""
        by, user = signed_in(request), User.objects.select_for_update().get(pk=obj.pk)
        user.name, user.language = obj.name, obj.language
        user.save(update_fields=["name", "language"])
        if obj.email != user.email:
            accounts.change_address(user, obj.email, by=by)
        accounts.change_role(user, Role(obj.role), by=by)
        self._open_or_close(user, is_open=obj.is_active, by=by)

    def _open_or_close(self, user: User, *, is_open: bool, by: User) -> None:
        if user.is_active and not is_open:
            accounts.close(user, by=by)
        elif is_open and not user.is_active:
            accounts.reopen(user, by=by)
            accounts.invite(user.email, role=Role(user.role), by=by)

    @admin.action(description=_("Remove the second factors"), permissions=["change"])
    def remove_second_factors(self, request: HttpRequest, chosen: QuerySet[User]) -> TemplateResponse | None:
        """Ask for confirmation first."""
        if "confirmed" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "title": _("Remove the second factors"),
                "chosen": chosen,
                "media": self.media,
            }
            return TemplateResponse(request, "admin/accounts/remove_second_factors.html", context)
        for user in chosen:
            number = accounts.remove_second_factors(user)
            message = _("%(user)s: second factors removed: %(number)d.") % {"user": user, "number": number}
            self.message_user(request, message, messages.SUCCESS)
        return None
