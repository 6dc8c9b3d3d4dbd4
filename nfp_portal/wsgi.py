"""The web processes' way in."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nfp_portal.settings")

application = get_wsgi_application()
pages = get_resolver().url_patterns  # their code is loaded once, before the web processes fork
