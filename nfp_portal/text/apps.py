from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "nfp_portal.text"
