from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "nfp_portal.ui"
