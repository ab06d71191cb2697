"""Django settings. Every value that a site may change is read from the environment, prefix FIRSTWALL_.

The data folder holds what the embedded default needs: the database cluster, the keys, the spool and the demo's tokens.
Each database role is an alias of its own, because a role is logged in as and never stepped down to (SEC-05).
"""

import json
import os
from pathlib import Path

from firstwall.law import checkers
from firstwall.runtime.setup import site_file
from firstwall.runtime.stalls import Watched

site_file.apply()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("FIRSTWALL_HOME", Path.home() / ".local" / "share" / "firstwall"))
FIRSTWALL_DATA_FOLDER = DATA
FIRSTWALL_KEYS = Path(os.environ.get("FIRSTWALL_KEYS", DATA / "keys"))
FIRSTWALL_SPOOL = Path(os.environ.get("FIRSTWALL_SPOOL", DATA / "spool"))
# SEC-36: how many seconds after an erasure the saved index is written anew; at most an hour
FIRSTWALL_INDEX_SAVED_AFTER = min(float(os.environ.get("FIRSTWALL_INDEX_SAVED_AFTER", "600")), 3600.0)
# set by the supervisor for its parts: a keeper of the indexes starts beside this process
FIRSTWALL_INDEX_KEEPER = os.environ.get("FIRSTWALL_INDEX_KEEPER", "") == "1"
# REL-11: below this many bytes nothing is stored any more; checks and their ledger entries go on in it
FIRSTWALL_ROOM_KEPT = int(os.environ.get("FIRSTWALL_ROOM_KEPT_MB", "256")) * 1024 * 1024
FIRSTWALL_DEMO = os.environ.get("FIRSTWALL_DEMO", "") == "1"
# CIS-36: codes of states whose law knows no specific checks, such as "EE,LV"
FIRSTWALL_NO_SPECIFIC_CHECKS = tuple(filter(None, os.environ.get("FIRSTWALL_NO_SPECIFIC_CHECKS", "").split(",")))
# the address under which browsers open this node, such as https://node.example; empty: as the request says it
FIRSTWALL_ADDRESS = os.environ.get("FIRSTWALL_ADDRESS", "").rstrip("/")
# LOG-04: who judges the sample of queries, codes of law/data/checkers.toml; empty, its default
FIRSTWALL_CHECKERS = tuple(filter(None, os.environ.get("FIRSTWALL_CHECKERS", "").split(",")))
checkers.chosen(FIRSTWALL_CHECKERS)  # a node does not start with one that nobody knows
# SEC-15: lets a one-time link be used for seven days of password and code where no passkey can be
FIRSTWALL_CODES_ALLOWED = os.environ.get("FIRSTWALL_CODES_ALLOWED", "") == "1"
# the administration's identity provider (SEC-16); empty: passkeys only
FIRSTWALL_OPENID_ISSUER = os.environ.get("FIRSTWALL_OPENID_ISSUER", "").rstrip("/")
FIRSTWALL_OPENID_CLIENT = os.environ.get("FIRSTWALL_OPENID_CLIENT", "firstwall")
FIRSTWALL_OPENID_SECRET_FILE = os.environ.get("FIRSTWALL_OPENID_SECRET_FILE", "")
FIRSTWALL_OPENID_ACR = tuple(os.environ.get("FIRSTWALL_OPENID_ACR", "").split())
FIRSTWALL_OPENID_AMR = tuple(os.environ.get("FIRSTWALL_OPENID_AMR", "").split())
FIRSTWALL_OPENID_HOSTS = tuple(os.environ.get("FIRSTWALL_OPENID_HOSTS", "").split())
FIRSTWALL_OPENID_LOOPBACK = os.environ.get("FIRSTWALL_OPENID_LOOPBACK", "") == "1"
FIRSTWALL_NODE = os.environ.get("FIRSTWALL_NODE", "node-1")

# connection.json is written by the embedded supervisor (or by hand for an own PostgreSQL):
# {"host": ..., "port": ..., "name": ..., "passwords": {"fw_app": ..., ...}}
_CONNECTION = DATA / "connection.json"
_connection = json.loads(_CONNECTION.read_text()) if _CONNECTION.exists() else {}


def _alias(role: str, *, pool: int = 0) -> dict:
    options: dict = {"application_name": f"firstwall {role}", "connect_timeout": 5}
    if pool:
        # Asks anew soon after an outage: the pool's own pauses grow to minutes, and PostgreSQL is back in seconds.
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5, "reconnect_timeout": 5}
        options["pool"]["connection_class"] = Watched
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _connection.get("name", "firstwall"),
        "USER": role,
        "PASSWORD": _connection.get("passwords", {}).get(role, ""),
        "HOST": _connection.get("host", ""),
        "PORT": _connection.get("port", ""),
        "CONN_MAX_AGE": 0 if pool else None,
        "CONN_HEALTH_CHECKS": True,  # one that died with PostgreSQL is replaced before an act runs into it
        "OPTIONS": options,
        "TEST": {"MIRROR": None},
    }


DATABASES = {
    "default": _alias("fw_app", pool=8),
    "screen": _alias("fw_screen", pool=2),
    "log": _alias("fw_log"),
    "super": _alias("fw_super", pool=2),
    "jobs": _alias("fw_jobs"),
    "owner": _alias("fw_owner"),
    "backup": _alias("fw_backup"),
}

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "firstwall",
]
# Rooms are no Django apps: nothing finds their jobs by itself.
PROCRASTINATE_IMPORT_PATHS = ["firstwall.screening.tasks", "firstwall.supervision.tasks"]
SECRET_KEY = os.environ.get("FIRSTWALL_SECRET_KEY", "")
if not SECRET_KEY:
    _secret = FIRSTWALL_KEYS / "session.key"
    SECRET_KEY = (
        _secret.read_text() if _secret.exists() else "not-a-secret: no session can be opened before provisioning"
    )
_before = FIRSTWALL_KEYS / "session-before.key"
SECRET_KEY_FALLBACKS = [_before.read_text()] if _before.exists() else []
DEBUG = False
ALLOWED_HOSTS = os.environ.get("FIRSTWALL_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# Behind the proxy with TLS the form's origin is the public address; only the proxy reaches this process (SEC-38).
if FIRSTWALL_ADDRESS.startswith("https://"):
    CSRF_TRUSTED_ORIGINS = [FIRSTWALL_ADDRESS]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 366 * 24 * 60 * 60
    CSRF_COOKIE_SECURE = True
ROOT_URLCONF = "firstwall.runtime.urls"
WSGI_APPLICATION = "firstwall.runtime.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True  # served from where they lie: no copy that an upgrade could leave behind
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "firstwall.web.frame.frame",
                "firstwall.runtime.health.banner",
            ],
            "libraries": {"firstwall": "firstwall.web.templatetags.firstwall"},
        },
    }
]
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
MIDDLEWARE = [
    "firstwall.runtime.requests.RequestNumber",
    "firstwall.runtime.requests.FreshSessionKey",
    "firstwall.runtime.requests.FreshConnections",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "firstwall.runtime.requests.ToldAtTheDoor",
    "firstwall.web.session.SessionMiddleware",
    "firstwall.web.answers.AnswersMiddleware",
]
CSRF_FAILURE_VIEW = "firstwall.web.answers.stale_form"
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "firstwall.runtime.uploads.SealedUploads",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "firstwall.runtime.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
