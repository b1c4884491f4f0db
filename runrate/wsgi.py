"""WSGI: gunicorn starts here. Who only asks whether the site is well is answered in front of it."""

import os
from typing import cast

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runrate.settings")
# A page that has waited so long for a silent database says 503; commands and workers have more time.
os.environ.setdefault("RUNRATE_DB_SILENCE_MS", "10000")

# Imported by it: everything that is made once is made here, before threads ask for it.
_site = get_wsgi_application()

from runrate.ops.probes import AnsweredFirst, Application  # noqa: E402  # needs the settings

application = AnsweredFirst(cast("Application", _site))
