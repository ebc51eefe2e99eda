"""The only place, with urls.py, that knows all rooms. Everything a host may set comes from the
environment: see docs/guide/host.md.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from django.utils.csp import CSP

from spinney.base.post.incoming.boxes import checked
from spinney.base.post.mailers import mailers

PACKAGE = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("SPINNEY_DATA_DIR", Path.cwd() / "var")).resolve()
DEMO = os.environ.get("SPINNEY_DEMO") == "1"
DEBUG = os.environ.get("SPINNEY_DEBUG") == "1"
SITE_ADDRESS = os.environ.get("SPINNEY_ADDRESS", "http://127.0.0.1:8000")


def _secret_key() -> str:
    """From the environment, else the one that `spinney serve` keeps in the data folder."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    return "not-secret:only-for-tests-and-commands-that-serve-nobody"


SECRET_KEY = _secret_key()
# The site answers to its own address and to this machine's names, unless the host says otherwise.
_own_name = urlparse(SITE_ADDRESS).hostname or "localhost"
ALLOWED_HOSTS = os.environ.get(
    "ALLOWED_HOSTS", f"{_own_name},127.0.0.1,localhost,[::1],testserver"
).split(",")
CSRF_TRUSTED_ORIGINS = [
    o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", SITE_ADDRESS).split(",") if o
]

ROOMS = [
    "register", "clusters", "diagnostics", "agreements", "decisions", "workplans", "money",
    "purchasing", "evaluation",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # its widget templates, several of which base.web replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "dbtasks",
    "spinney.base.record",
    "spinney.base.access",
    "spinney.base.keeping",
    "spinney.base.work",
    "spinney.base.post",
    "spinney.base.web",
    *[f"spinney.{room}" for room in ROOMS],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "spinney.base.web.middleware.SecretAddresses",
    "spinney.base.web.middleware.OwnPages",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "spinney.base.web.kept.KeptForms",
    "spinney.base.web.middleware.WhoAsks",
    "spinney.base.web.middleware.Errors",
    "spinney.http.open_doors.OpenDoors",
    "spinney.base.web.sizes.Sizes",
]
ROOT_URLCONF = "spinney.config.urls"
WSGI_APPLICATION = "spinney.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "base" / "web" / "templates", PACKAGE / "http" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "spinney.base.web.context.page",
            ],
            "builtins": [
                "django.templatetags.static",
                "spinney.base.web.templatetags.spinney",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    """A Django database from an address such as postgresql://user:word@host:5432/name."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "spinney.sqlite3",
            # A worker has one thread and so one connection, which it keeps: opening it and reading
            # the schema anew cost each request 1.4 ms.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                " PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",
            },
        }
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SystemExit(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
# Shared by all workers, so that limits on signing in hold for the site and not for each of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "spinney_cache",
        # With Django's 300, a few hundred addresses would push each other's limits out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_ADAPTER = "spinney.base.web.account.adapter.SpinneyAdapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "spinney.base.web.account.second_step.SecondStepAdapter"
MFA_FORMS = {
    "add_webauthn": "spinney.base.web.account.forms.AddPasskeyForm",
    "login_webauthn": "spinney.base.web.account.forms.PasskeyForm",
}
# How many proxies that we run stand before the site: limits count the addresses behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SPINNEY_PROXIES", "0"))
# How often one visitor may ask in a minute where nobody signs in; 0 is without limit
# (http/open_doors.py).
MOST_RECONCILED = int(os.environ.get("SPINNEY_MOST_RECONCILED", "6000"))
MOST_READ = int(os.environ.get("SPINNEY_MOST_READ", "600"))
MOST_GUESSES = int(os.environ.get("SPINNEY_MOST_GUESSES", "60"))
CSRF_FAILURE_VIEW = "spinney.base.web.interrupted.open_too_long"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_ADDRESS.startswith("http://")
SESSION_ENGINE = "spinney.base.web.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SECURE_COOKIES = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Background work. "immediate" does it in the request itself, for tests.
TASKS = {
    "default": {
        "BACKEND": "dbtasks.backend.DatabaseBackend",
        "OPTIONS": {
            "worker_timeout": 20,
            "retain": "14d",
            "immediate": os.environ.get("SPINNEY_TASKS") == "immediate",
        },
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# `spinney serve` collects static files under names that hold their hash, so that browsers may keep
# them for ever; until it has, they are served as they are.
_collected = (STATIC_ROOT / "staticfiles.json").exists() or "SPINNEY_COLLECTS" in os.environ
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _collected
MEDIA_ROOT = DATA_DIR / "files"
# Signed agreements are sealed with the key in this folder, which the site makes for itself, or
# with one from an authority (PKCS #12). An authority stamps the time, if the address of one is set.
SEALS = DATA_DIR / "seals"
SEAL_KEY = os.environ.get("SPINNEY_SEAL_KEY", "")
SEAL_PASSWORD = os.environ.get("SPINNEY_SEAL_PASSWORD", "")
SEAL_TIMESTAMPS = os.environ.get("SPINNEY_SEAL_TIMESTAMPS", "")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FORM_RENDERER = "spinney.base.web.renderer.SpinneyRenderer"

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # the QR code of allauth's TOTP page is a data: image
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# smtp://user:word@host:587, smtps://…, file:, console:, nowhere: or python: (post/mailers.py).
MAILERS = mailers(os.environ.get("EMAIL_URL", ""), folder=DATA_DIR / "mail", demo=DEMO)
DEFAULT_FROM_EMAIL = os.environ.get("SPINNEY_FROM", "Spinney <spinney@example.org>")
# Where answers to that address arrive: maildir:/folder or imaps://user:word@host/folder; "" if they
# are not read (post/incoming).
MAIL_IN = checked(os.environ.get("MAIL_IN", ""))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "spinney.base.web.discreet_logs.DiscreetFormatter",
            "format": "%(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
