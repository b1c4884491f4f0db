"""The site's own settings with what tests need instead: a known key, a cheap hasher, files that vanish."""

import os
import tempfile

os.environ.setdefault("RUNRATE_SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("RUNRATE_ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("RUNRATE_SSL_REDIRECT", "off")
os.environ["RUNRATE_DEBUG"] = "off"
# No beat within a test: it would come from a thread that cannot see the test's transaction.
os.environ.setdefault("RUNRATE_LEASE_SECONDS", "600")
os.environ.setdefault("RUNRATE_DATA_DIR", tempfile.mkdtemp(prefix="runrate-tests-"))

from runrate.settings import *  # noqa: F403  # the environment has to be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "runrate.core.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The test client speaks plain http: cookies marked Secure and named __Host- would never come back.
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
VISITOR_COOKIE_NAME = "work"
REPORT_INTENT_COOKIE_NAME = "report"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Nobody times these answers; the test of the steps sets its own.
ACCOUNT_ANSWER_STEP = 0
