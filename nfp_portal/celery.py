"""The workers' way in: Celery wakes work up, Postgres carries it."""

import os

from celery import Celery
from kombu.transport.redis import Channel

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nfp_portal.settings")

app = Celery("nfp_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The other half of ack_emulation=False in settings.py: no call is put back over a line that broke.
Channel.do_restore = False
