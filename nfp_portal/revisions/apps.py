from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    name = "nfp_portal.revisions"
