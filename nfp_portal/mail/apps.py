from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "nfp_portal.mail"
