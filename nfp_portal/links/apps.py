from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "nfp_portal.links"
