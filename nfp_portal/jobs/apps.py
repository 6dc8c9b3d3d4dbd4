from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "nfp_portal.jobs"
