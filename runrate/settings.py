"""Settings of the site: safe for production as they are, relaxed only by RUNRATE_DEBUG."""

from typing import Any

from django.utils.csp import CSP

from runrate.env import BASE_DIR, caches, data_dir, database, env, mailers, secret_key, storages

DEBUG = env.bool("RUNRATE_DEBUG", default=False)
SECRET_KEY = secret_key(debug=DEBUG)
# Keys of before: what they signed or closed still opens, nothing new is made with them.
SECRET_KEY_FALLBACKS = env.list("RUNRATE_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("RUNRATE_ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("RUNRATE_CSRF_TRUSTED_ORIGINS", default=[])
# Absolute addresses in emails, feeds and social cards are built from this, never from a request's Host.
SITE_URL = env.str("RUNRATE_SITE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "runrate",
    "runrate.core",
    "runrate.jobs",
    "runrate.audit",
    "runrate.accounts",
    "runrate.mail",
    "runrate.sharing",
    "runrate.limits",
    "assessment",
    "calculator",
    "runrate.reports",
    "runrate.pages",
    "runrate.mydata",
    "runrate.accounts.staff_app.StaffSiteConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "runrate.accounts.sessions_app.SessionsConfig",  # allauth.usersessions
    "crispy_forms",
    "django_htmx",
    "django_tasks_db",
]

MIDDLEWARE = [
    "runrate.ops.middleware.RequestLogMiddleware",
    "runrate.core.rendering.language.LanguageMiddleware",
    "runrate.accounts.middleware.EvenTimeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "runrate.core.private.PrivateMiddleware",
    "runrate.core.refusals.ReadableMiddleware",
    "runrate.accounts.middleware.LastingSessionMiddleware",
    "runrate.core.head.HeadMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "runrate.core.refusals.TypedTextMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "runrate.accounts.way_back.WayBackMiddleware",
    "runrate.accounts.middleware.GoneAccountMiddleware",
]

ROOT_URLCONF = "runrate.urls"
# The site is at the root of its host. Links that say the same to everybody are made once: a header that moves
# one request's would move everybody's.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "runrate.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "runrate"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("runrate",)

# --- storage -----------------------------------------------------------------------------------------------

DATA_DIR = data_dir()
DATABASES: dict[str, Any] = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, Any] = caches()

MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "static/"
STATIC_ROOT = env.str("RUNRATE_STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, Any] = storages(debug=DEBUG)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# More reports waiting than this, in all or of one person, and asking for another is answered with 503.
REPORT_QUEUE_LIMIT = env.int("RUNRATE_REPORT_QUEUE_LIMIT", default=500)
REPORT_QUEUE_LIMIT_OF_ONE = env.int("RUNRATE_REPORT_QUEUE_LIMIT_OF_ONE", default=20)
# So large may a bill or usage export be, as it is sent; the proxy has to let as much through.
USAGE_LARGEST_MEGABYTES = env.int("RUNRATE_USAGE_LARGEST_MB", default=200)
# A worker silent for longer is dead and its work goes to another; alive, it speaks three times as often.
LEASE_SECONDS = env.int("RUNRATE_LEASE_SECONDS", default=60)

# --- people ------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "runrate.accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "runrate.accounts.forms.LoginForm",
    "signup": "runrate.accounts.forms.SignupForm",
    "add_email": "runrate.accounts.forms.AddEmailForm",
    "change_password": "runrate.accounts.forms.ChangePasswordForm",
    "reset_password": "runrate.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "runrate.accounts.forms.ResetPasswordKeyForm",
    "set_password": "runrate.accounts.forms.SetPasswordForm",
    "reauthenticate": "runrate.accounts.forms.ReauthenticateForm",
    "confirm_email_verification_code": "runrate.accounts.forms.ConfirmEmailForm",
    "change_email": "runrate.accounts.forms.ChangeEmailForm",
}
ACCOUNT_ADAPTER = "runrate.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Sign-up and reset are answered at full steps of so many seconds: longer than either takes, most of the time.
ACCOUNT_ANSWER_STEP = 0.25
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Runrate"
MFA_FORMS = {
    "authenticate": "runrate.accounts.forms.SecondFactorForm",
    "reauthenticate": "runrate.accounts.forms.SecondFactorAgainForm",
    "authenticate_webauthn": "runrate.accounts.forms.SecondKeyForm",
    "reauthenticate_webauthn": "runrate.accounts.forms.KeyAgainForm",
    "login_webauthn": "runrate.accounts.forms.PasskeyForm",
    "activate_totp": "runrate.accounts.forms.ActivateAuthenticatorForm",
    "add_webauthn": "runrate.accounts.forms.AddKeyForm",
    "edit_webauthn": "runrate.accounts.forms.RenameKeyForm",
}
MFA_ADAPTER = "runrate.accounts.second_factor.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
STAFF_NEED_SECOND_FACTOR = not DEBUG  # the demo site's staff sign in with the printed password alone
USERSESSIONS_TRACK_ACTIVITY = False
# Counted in the shared cache, so by all processes together: amount / time / per whom.
ACCOUNT_RATE_LIMITS = {
    "login": None,  # counted by runrate.accounts.tries, as wrong passwords are
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    # Pressed twice, or a code asked for again at once: one mail each, and no dead end.
    "confirm_email": "3/3m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    # Ours, used through allauth.decorators.rate_limit.
    "report": "30/m/ip",
    "account_mail": "5/h/key",
    "import": "10/m/user,30/m/ip",
    "mail": "10/h/user",
    "feedback": "20/m/ip",
    "export": "6/h/user",
    "delete_account": "5/h/user",
}
# New attempts, imports and ratings, of one address: rows that anybody can make for nothing.
ROWS_AN_HOUR = 120

# --- mail --------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("RUNRATE_FROM_EMAIL", default="Runrate <runrate@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILERS: dict[str, Any] = mailers()

# --- language and time -------------------------------------------------------------------------------------

# The page's language decides how numbers look, never the browser's: no LocaleMiddleware on purpose.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "runrate" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["runrate.staff.formats"]

# --- security ----------------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    # data: is the QR code that enrols an authenticator app, and nothing else.
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "runrate.pages.errors.csrf_failure"
VISITOR_COOKIE_NAME = "runrate_work"
REPORT_INTENT_COOKIE_NAME = "runrate_report"
DEVICE_COOKIE_NAME = "runrate_device"
if not DEBUG:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    VISITOR_COOKIE_NAME = "__Host-work"
    REPORT_INTENT_COOKIE_NAME = "__Host-report"
    DEVICE_COOKIE_NAME = "__Host-device"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("RUNRATE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env.int("RUNRATE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
# A proxy of ours sets X-Forwarded-Proto, X-Forwarded-For and X-Request-ID, whatever a client sent in them.
BEHIND_PROXY = env.bool("RUNRATE_BEHIND_PROXY", default=False)
# Without a proxy nobody's X-Forwarded-For counts: each made-up address would get an allowance of its own.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A pasted file of 64 kB has 200 kB at most as a form sends it, fifteen answers with notes half of that. A
# larger body is refused before it is parsed, files apart: nothing but "%" costs 0.28 s of CPU a megabyte.
DATA_UPLOAD_MAX_MEMORY_SIZE = 400_000
# Twenty model steps, ten lines of one's own and all inputs of a unit are 700 fields, empty ones included.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 800

# What backups are sealed with, so that a changed one is refused; without it, the secret key.
BACKUP_PASSPHRASE = env.str("RUNRATE_BACKUP_PASSPHRASE", default="")

# Days until something goes by itself; 'manage.py housekeeping' does it, the privacy page says it.
KEEP_DRAFTS_DAYS = env.int("RUNRATE_KEEP_DRAFTS_DAYS", default=180)
KEEP_ANONYMOUS_DAYS = env.int("RUNRATE_KEEP_ANONYMOUS_DAYS", default=730)
KEEP_DELETED_DAYS = env.int("RUNRATE_KEEP_DELETED_DAYS", default=30)
KEEP_EXPORTS_DAYS = env.int("RUNRATE_KEEP_EXPORTS_DAYS", default=7)

# --- watching ----------------------------------------------------------------------------------------------

LOGGING_CONFIG = "runrate.ops.logs.configure"
LOGGING = {"level": env.str("RUNRATE_LOG_LEVEL", default="INFO"), "as_json": not DEBUG}
SLOW_QUERY_MS = env.int("RUNRATE_SLOW_QUERY_MS", default=500)
SLOW_REQUEST_MS = env.int("RUNRATE_SLOW_REQUEST_MS", default=3000)
# A report that has waited longer than this is said in the log and by `manage.py doctor`.
SLOW_TASK_SECONDS = env.int("RUNRATE_SLOW_TASK_SECONDS", default=120)
METRICS_TOKEN = env.str("RUNRATE_METRICS_TOKEN", default="")
SENTRY_DSN = env.str("RUNRATE_SENTRY_DSN", default="")
