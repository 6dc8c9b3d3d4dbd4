from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "nfp_portal.demo"
