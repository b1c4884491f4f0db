"""The site's own beginnings: nothing starts by importing its settings, everything by setting it up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ASKED = """
import django, sentry_sdk
from django.conf import settings
settings.SENTRY_DSN
before = sentry_sdk.get_client().is_active()
django.setup()
from django.db.backends.signals import connection_created
watched = any("runrate.ops.queries" in str(entry[0]) for entry in connection_created.receivers)
print(before, sentry_sdk.get_client().is_active(), watched)
"""


@pytest.mark.parametrize(("dsn", "reported"), [("", False), ("http://a@127.0.0.1:9/1", True)])
def test_crashes_are_reported_only_where_somebody_listens_and_statements_always_watched(
    dsn: str, reported: bool, tmp_path: Path
) -> None:
    around = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "runrate.settings",
        "RUNRATE_SECRET_KEY": "a key for this test alone, as long as it has to be",
        "RUNRATE_DATA_DIR": str(tmp_path),
        "RUNRATE_SENTRY_DSN": dsn,
    }

    said = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=around, capture_output=True, text=True, check=True
    )

    assert said.stdout.split() == ["False", str(reported), "True"]
