"""The WSGI door: gunicorn starts here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runrate.settings")

application = get_wsgi_application()
