"""The web processes' way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nfp_portal.settings")

application = get_wsgi_application()
