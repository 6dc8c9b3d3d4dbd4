"""Accounts in Django's own administration, for administrators only."""

from django.contrib import admin

from nfp_portal.accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    list_display = ("email", "name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("email", "name")
    fields = ("email", "name", "role", "language", "is_active")
