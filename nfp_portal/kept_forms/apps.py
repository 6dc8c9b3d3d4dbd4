from django.apps import AppConfig


class KeptFormsConfig(AppConfig):
    name = "nfp_portal.kept_forms"
