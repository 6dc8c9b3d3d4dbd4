"""All settings. The environment is read here and nowhere else; docs/runbook.md explains each name.

A secret may also come from a file: SECRET_KEY_FILE, DATABASE_URL_FILE and so on.
"""

import re
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environ.fileaware_mapping import FileAwareMapping

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent


class StrippedFiles(FileAwareMapping):  # type: ignore[misc] # django-environ is untyped
    """The environment and its secret files, without the white space that editors put around a secret."""

    def __getitem__(self, key: str) -> str:
        return str(super().__getitem__(key)).strip()


class Env(environ.Env):  # type: ignore[misc] # as above
    ENVIRON = StrippedFiles()


env = Env()

# What the installation decides ------------------------------------------------------------------

SITE_URL: str = env.str("SITE_URL").rstrip("/")
SECRET_KEY: str = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or ""])
MEDIA_ROOT = Path(env.str("MEDIA_DIR"))
DEMO: bool = env.bool("DEMO", default=False)
REQUIRE_MFA: bool = env.bool("REQUIRE_MFA", default=not DEMO)
FRESH_SIGN_IN_MINUTES: int = env.int("FRESH_SIGN_IN_MINUTES", default=15)
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", default=0)
MEDIA_BY_PROXY: bool = env.bool("MEDIA_BY_PROXY", default=False)
STATIC_MANIFEST: bool = env.bool("STATIC_MANIFEST", default=False)
DATABASES = {"default": env.db_url("DATABASE_URL")}
MAIL_RELAY = env.email_url("EMAIL_URL")
CELERY_BROKER_URL: str = env.str("REDIS_URL")

HTTPS = urlsplit(SITE_URL).scheme == "https"
LOOPBACK = urlsplit(SITE_URL).hostname in {"127.0.0.1", "localhost"}
if not HTTPS and not LOOPBACK:
    raise ImproperlyConfigured("SITE_URL must begin with https:// (plain http only on this machine).")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; '*' would accept forged links.")
if len(SECRET_KEY) < 50:  # noqa: PLR2004 - Django's own measure of a strong key
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
if FRESH_SIGN_IN_MINUTES < 1:
    raise ImproperlyConfigured("FRESH_SIGN_IN_MINUTES must be at least 1: else no proof is fresh enough.")

# The house --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "nfp_portal.front",
    "newsletter",  # before its rooms: their histories look its models up
    "newsletter.pictures",
    "newsletter.dispatch",
    "newsletter.readers",
    "newsletter.contributions",
    "newsletter.corrections",
    "exchange",  # before its rooms, as the newsletter
    "exchange.assessments",
    "exchange.events",
    "exchange.initiatives",
    "exchange.news",
    "exchange.practices",
    "exchange.centres",
    "exchange.questions",
    "exchange.self_assessment",
    "exchange.timeline",
    "meetings.reports",
    "meetings.onsite",
    "meetings.agenda",
    "meetings.papers",
    "meetings.points",
    "meetings.participation",
    "meetings",
    "network.imports",
    "network.verification",
    "network.rounds",
    "network.messages",
    "network.following",
    "network.directory",
    "network.proposals",
    "network",
    "nfp_portal.turns",
    "nfp_portal.demo",
    "nfp_portal.links",
    "nfp_portal.returned",
    "nfp_portal.mail",
    "nfp_portal.renderings",
    "nfp_portal.kept_forms",
    "nfp_portal.jobs",
    "nfp_portal.revisions",
    "nfp_portal.ui",
    "nfp_portal.audit",
    "nfp_portal.accounts",
    "nfp_portal.text",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "pghistory",
    "pgtrigger",
    "nfp_portal.accounts.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "nfp_portal.front.middleware.headers",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nfp_portal.front.middleware.files_by_proxy",
    "nfp_portal.accounts.middleware.KeepEndedCookie",
    "django.middleware.locale.LocaleMiddleware",
    "nfp_portal.ui.middleware.use_translated_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "nfp_portal.front.middleware.plain_text",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "nfp_portal.accounts.middleware.UnreadableFactors",
    "nfp_portal.accounts.middleware.NoteActivity",
    "nfp_portal.accounts.middleware.require_second_factor",
    "nfp_portal.kept_forms.middleware.KeepForms",
    "nfp_portal.audit.middleware.identify_request",
]

ROOT_URLCONF = "nfp_portal.urls"
WSGI_APPLICATION = "nfp_portal.wsgi.application"
FORM_RENDERER = "nfp_portal.ui.renderers.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nfp_portal.ui.context.portal",
                "nfp_portal.turns.context.after_an_act",
            ],
        },
    },
]

# Database: one Postgres; the portal's role has neither DDL nor write access to history -----------

DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
# With a cursor in the server Django reads the choices of each select in three round trips in place of one.
# Without one the driver holds the whole answer, and `.iterator()` saves little memory: our code has none.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must hold while Redis is away and must not be flushed out by a flood of names.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
PGHISTORY_APPEND_ONLY = True

# People -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:arrival"
ACCOUNT_ADAPTER = "nfp_portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "nfp_portal.accounts.forms.SignInForm",
    "reset_password": "nfp_portal.accounts.forms.AskResetForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation already proved the address
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * FRESH_SIGN_IN_MINUTES
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "nfp_portal.accounts.tokens.ResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_FORMS = {
    "authenticate": "nfp_portal.accounts.forms.OneTimeAuthenticateForm",
    "reauthenticate": "nfp_portal.accounts.forms.OneTimeReauthenticateForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here, so nobody can lock an owner out before they arrive
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip"}  # of one address: accounts.resets
MFA_ADAPTER = "nfp_portal.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off; no code twice (accounts.forms.OneTime)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "NFP Portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# Headers ----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_ENGINE = "nfp_portal.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
STAFF_SESSION_SECONDS = 12 * 3600
STAFF_IDLE_SECONDS = 30 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nfp_portal.front.views.form_expired"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The list that marks who took part sends three fields a person.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Language and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("de", _("German")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("it", _("Italian")),
    ("ru", _("Russian")),
]
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
# The catalogues of pages are still to come; those of letters are whole (accounts/languages.py).
PAGES_LOCALE = BASE_DIR / "nfp_portal" / "locale" / "pages"
LOCALE_PATHS = [PAGES_LOCALE, BASE_DIR / "nfp_portal" / "locale" / "letters"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Vienna"

# Files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
# The server image collects its files and names them by content; a checkout serves them as they lie.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_MANIFEST
STORAGES = {
    "default": {"BACKEND": "nfp_portal.ui.storage.MediaStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
        # Everybody may read what is public; without this the mode of uploads would hold here too.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640

# Mail: every message enters the outbox; only its workers speak SMTP ------------------------------

EMAIL_BACKEND = "nfp_portal.mail.backend.OutboxBackend"
DEFAULT_FROM_EMAIL: str = env.str(
    "FROM_ADDRESS", default=f"NFP Network <network@{urlsplit(SITE_URL).hostname}>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_HOLD: bool = env.bool("MAIL_HOLD", default=False)
# So many connections to the relay, and to the database, each worker process may hold at once.
MAIL_CONNECTIONS: int = env.int("MAIL_CONNECTIONS", default=1)
if not 1 <= MAIL_CONNECTIONS <= 16:  # noqa: PLR2004 - two worker processes leave the web its share
    raise ImproperlyConfigured("MAIL_CONNECTIONS must be 1 to 16.")
HELP_ADDRESS: str = env.str("HELP_ADDRESS", default=f"help@{urlsplit(SITE_URL).hostname}")
for name, value in (("FROM_ADDRESS", DEFAULT_FROM_EMAIL), ("HELP_ADDRESS", HELP_ADDRESS)):
    if "@" not in parseaddr(value)[1]:
        raise ImproperlyConfigured(f"{name} must hold an e-mail address.")
# Where servers return mail to, each message under a signed form of it; without it to FROM_ADDRESS.
RETURN_ADDRESS: str = env.str("RETURN_ADDRESS", default="").lower()
if RETURN_ADDRESS and not re.fullmatch(r"[a-z0-9._-]{1,30}@[a-z0-9.-]+", RETURN_ADDRESS):
    raise ImproperlyConfigured("RETURN_ADDRESS must be a plain address, like returns@portal.example.org.")
# Under which name in the DNS the relay's public key stands; `check_sender` looks there.
DKIM_SELECTOR: str = env.str("DKIM_SELECTOR", default="")

# Workers ----------------------------------------------------------------------------------------

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Kombu would acknowledge and put back calls over a line that broke, and the worker would die of it. Calls
    # may be lost: Postgres carries the work (docs/decisions/0002-work-lives-in-postgres.md).
    "ack_emulation": False,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "nfp_portal.mail.tasks.*": {"queue": "mail"},
    "nfp_portal.jobs.tasks.run": {"queue": "pdf"},
}
AT_NIGHT = crontab(hour=3, minute=10)
CELERY_BEAT_SCHEDULE = {
    "send-due-mail": {"task": "nfp_portal.mail.tasks.sweep", "schedule": 10},
    "resume-jobs": {"task": "nfp_portal.jobs.tasks.sweep", "schedule": 10},
    "answer-resets": {"task": "nfp_portal.accounts.tasks.answer_resets", "schedule": 10},
    "answer-subscriptions": {"task": "newsletter.readers.tasks.answer_requests", "schedule": 10},
    "send-scheduled": {"task": "newsletter.dispatch.tasks.send_scheduled", "schedule": 10},
    "close-dispatches": {"task": "newsletter.dispatch.tasks.close_finished", "schedule": 10},
    "update-readers": {"task": "newsletter.readers.tasks.update_readers", "schedule": 60},
    "run-rounds": {"task": "network.rounds.tasks.run_rounds", "schedule": 300},
    "send-joining-links": {"task": "meetings.participation.tasks.send_joining_links", "schedule": 60},
    "remove-old-renderings": {"task": "nfp_portal.renderings.tasks.remove_old", "schedule": AT_NIGHT},
    "notify-of-documents": {"task": "nfp_portal.renderings.tasks.notify", "schedule": 60},
    "keep-no-longer": {"task": "nfp_portal.front.tasks.keep_no_longer", "schedule": 3600},
    "notify-of-turns": {"task": "nfp_portal.turns.tasks.notify", "schedule": 60},
    "send-digests": {"task": "nfp_portal.turns.tasks.send_digests", "schedule": 600},
    "purge-kept-forms": {"task": "nfp_portal.kept_forms.tasks.purge", "schedule": 300},
    "settle-access": {"task": "network.tasks.settle_access", "schedule": 600},
    "invite-accepted-nominees": {"task": "network.proposals.tasks.invite_accepted", "schedule": 600},
}
CELERY_TIMEZONE = TIME_ZONE

# Log --------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "nfp_portal.front.logs.WithoutTokens"}},
    "formatters": {
        "line": {
            "()": "nfp_portal.front.logs.WithoutDetails",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
