"""All settings, from the environment. A bad or missing value stops the start with its name.

`python3 dev.py up` sets what a laptop needs; `.env.example` lists what a server needs.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONE, SELF

from jobboard import environment

# Lets querysets and admin classes carry their type arguments at run time.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("JOBBOARD_VAR", str(BASE_DIR / "var")))

DEBUG = environment.flag("JOBBOARD_DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
SITE_URL = environment.web_address("SITE_URL", "http://127.0.0.1:8000")
# Only for a machine that serves itself without TLS (`dev.py up`, tests).
INSECURE_HTTP = environment.flag("INSECURE_HTTP", default=False)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "sources",
    "companies",
    "postings",
    "accounts",
]

MIDDLEWARE = [
    "postings.page_cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jobboard.urls"
WSGI_APPLICATION = "jobboard.wsgi.application"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sources.context.site",
            ],
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **environment.database("DATABASE_URL"),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        # The long statements are imports and roll-ups, which raise this for themselves.
        "OPTIONS": {"options": "-c statement_timeout=30000 -c jit=off"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL, BROKER_URL = environment.redis_urls("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}}
# How long a page is kept at most; an import or a change of what searches find ends it at once. 0 keeps none.
PAGE_CACHE_SECONDS = environment.whole_number("PAGE_CACHE_SECONDS", 60, least=0)

# People. Log-in is throttled by django-axes: five failures lock name and address together for an hour.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Nothing from another host, no inline script, no inline style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_HSTS_PRELOAD = not INSECURE_HTTP
SESSION_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

# Background work. Every task may run twice: the database decides what is due (postings.boards), so late
# acknowledgement loses nothing when a worker is killed, and a message doubled by the visibility timeout finds
# nothing left to do.
CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
# One worker holds a board this long: longer than a task may take, so only a killed worker's lease runs out.
BOARD_LEASE_SECONDS = environment.whole_number("BOARD_LEASE_SECONDS", 20 * 60, least=1)
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 60 * 60}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "import-due-boards": {
        "task": "postings.tasks.import_due_boards",
        "schedule": environment.whole_number("IMPORT_DUE_BOARDS_SECONDS", 60, least=1),
    },
    "catch-up-search": {"task": "postings.tasks.catch_up_search", "schedule": 5, "options": {"expires": 5}},
    "write-search-snapshot": {
        "task": "postings.tasks.write_search_snapshot",
        "schedule": 5 * 60,
        "options": {"expires": 5 * 60},
    },
    "prune-runs": {"task": "postings.tasks.prune_runs", "schedule": crontab(hour=1, minute=30)},
    "refresh-ghosts": {"task": "postings.tasks.refresh_ghosts", "schedule": crontab(hour=3, minute=40)},
    "reclassify": {"task": "companies.tasks.reclassify", "schedule": crontab(hour=2, minute=40)},
    "refresh-news": {"task": "companies.tasks.refresh_news", "schedule": crontab(minute=20)},
    "refresh-funding": {"task": "companies.tasks.refresh_funding", "schedule": crontab(hour=4, minute=10)},
}

# The outside world.
USER_AGENT = environment.text("USER_AGENT", f"Jobboard/0.1 (+{SITE_URL}/sources/)")
CRUNCHBASE_API_KEY = environment.text("CRUNCHBASE_API_KEY", "")
USAJOBS_API_KEY = environment.text("USAJOBS_API_KEY", "")
USAJOBS_EMAIL = environment.text("USAJOBS_EMAIL", "")  # its API asks for the key's owner
EDGAR_USER_AGENT = environment.text("EDGAR_USER_AGENT", "")
# A mirror that answers for every job board, for tests and offline work. Loopback is allowed only with it.
ATS_MIRROR_URL = environment.text("ATS_MIRROR_URL", "")
# Tax numbers are stored only as HMACs under this key. Changing it unlinks what was stored before.
FEIN_HASH_KEY = environment.text("FEIN_HASH_KEY", SECRET_KEY)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
}
