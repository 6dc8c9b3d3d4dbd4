from django.apps import AppConfig


class ReturnedConfig(AppConfig):
    name = "nfp_portal.returned"
