"""The portal's settings with django-post-office beside it, for its benchmark alone."""

from nfp_portal.settings import *  # noqa: F403
from nfp_portal.settings import INSTALLED_APPS, MAIL_RELAY

INSTALLED_APPS = [*INSTALLED_APPS, "post_office"]
EMAIL_HOST, EMAIL_PORT = MAIL_RELAY["EMAIL_HOST"], MAIL_RELAY["EMAIL_PORT"]
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    "BATCH_SIZE": 1000,
    "THREADS_PER_PROCESS": 5,
    "LOG_LEVEL": 0,
}
