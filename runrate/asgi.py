"""ASGI, for hosts that insist on it; WSGI serves these synchronous views for half the CPU."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runrate.settings")

application = get_asgi_application()
