from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "nfp_portal.front"
