from django.apps import AppConfig


class RenderingsConfig(AppConfig):
    name = "nfp_portal.renderings"
