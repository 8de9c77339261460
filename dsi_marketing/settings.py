"""The portal's settings, read from the environment; docs/configuration.md lists every variable."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret_key(VAR_DIR)

# The address under which people reach the portal; links in mails start with it.
PORTAL_URL = env.text("PORTAL_URL", "http://127.0.0.1:8000").rstrip("/")
if not PORTAL_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"PORTAL_URL is « {PORTAL_URL} ». Write PORTAL_URL=https://portal.example.org")
HTTPS = PORTAL_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL] if HTTPS else []

INSTALLED_APPS = [
    "dsi_marketing",
    "calendar_ops",
    "catalog",
    "outbox",
    "organization",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.ReaderMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "dsi_marketing.urls"
WSGI_APPLICATION = "dsi_marketing.wsgi.application"
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
                "dsi_marketing.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "core.templatetags.portal", "core.templatetags.fields"],
        },
    }
]

# Data --------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHE_URL = env.text("CACHE_URL", "")
if CACHE_URL and not CACHE_URL.startswith(("redis://", "rediss://")):
    raise ImproperlyConfigured("CACHE_URL must be a Redis address. Write CACHE_URL=redis://host:6379/1")
CACHE_TABLE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
CACHES = {
    "default": {"BACKEND": "core.shared_cache.RedisOrTable", "LOCATION": CACHE_URL}
    if CACHE_URL
    else CACHE_TABLE,
    "table": CACHE_TABLE,  # stands in for a Redis that does not answer
}

# Worker ------------------------------------------------------------------------------------------
BROKER_URL = env.text("BROKER_URL", "filesystem://")
if not BROKER_URL.startswith(("filesystem://", "redis://", "rediss://")):
    raise ImproperlyConfigured(
        "BROKER_URL must be redis://host:6379/0, or be left out for the embedded broker."
    )
CELERY_BROKER_URL = BROKER_URL
if BROKER_URL == "filesystem://":
    QUEUE_DIR = VAR_DIR / "queue"
    for _folder in ("messages", "processed", "control"):
        (QUEUE_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "processed_folder": str(QUEUE_DIR / "processed"),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    # A worker that waits for a message is never kept waiting for a broker that went away.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2, "max_retries": 1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "work"
CELERY_TASK_ROUTES = {"outbox.tasks.deliver": {"queue": "mail"}}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "beat-seen": {"task": "core.tasks.beat_seen", "schedule": 30.0},
    "deliver": {"task": "outbox.tasks.deliver", "schedule": 30.0},
    "queue-notices": {"task": "calendar_ops.tasks.queue_due_notices", "schedule": 30.0},
    "sweep-reach": {"task": "calendar_ops.tasks.sweep_reach", "schedule": 3600.0},
    "extend-spans": {"task": "calendar_ops.tasks.extend_spans", "schedule": 86400.0},
    "overdue-jobs": {"task": "core.tasks.run_overdue_jobs", "schedule": 60.0},
    "review-cards": {"task": "catalog.tasks.remind_reviews", "schedule": 6 * 3600.0},
    "retire-offerings": {"task": "catalog.tasks.retire_due", "schedule": 3600.0},
    "clean-outbox": {"task": "outbox.tasks.clean", "schedule": 86400.0},
}

# Mail --------------------------------------------------------------------------------------------
EMAIL_BACKEND = "outbox.backend.OutboxBackend"  # Django's own mails (password reset) take the outbox too
OUTBOX_TRANSPORT = env.email()
EMAIL_TIMEOUT = env.whole("EMAIL_TIMEOUT", 20, at_least=1)
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", "Services SI <services-si@helianthe.example>")
OUTBOX_KEEP_BODIES_DAYS = env.whole("OUTBOX_KEEP_BODIES_DAYS", 180, at_least=1)
OUTBOX_KEEP_TRACE_DAYS = env.whole("OUTBOX_KEEP_TRACE_DAYS", 730, at_least=1)
# True: each result waits for the disk. False: results may be lost for half a second when the
# database itself crashes, which can only send a message twice, with the same Message-ID.
OUTBOX_DURABLE_RESULTS = env.flag("OUTBOX_DURABLE_RESULTS", False)

# People ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organization.User"
AUTHENTICATION_BACKENDS = ["organization.backends.ProfileBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "organization.accounts.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
}

# Languages and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "Europe/Paris")
USE_TZ = True
USE_I18N = True

# Front end ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # before anything is collected there, its absence would be a warning
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.staticfiles.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
FONTS_DIR = Path(
    env.text("FONTS_DIR", str(VAR_DIR / "fonts"))
)  # what documents are set in, put together once
MEDIA_URL = "/media/"
WHITENOISE_MAX_AGE = 3600
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# API ---------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "organization.tokens.ApiTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["core.api_filters.PortalFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "core.api.PortalPagination",
    "DEFAULT_SCHEMA_CLASS": "core.api_schema.PortalSchema",
    "EXCEPTION_HANDLER": "core.api.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portal of IS marketing",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "Colour": "calendar_ops.api.refusals.COLOURS",
        "NoticeKind": "calendar_ops.api.notices.KINDS",
        "AgreedColour": "calendar_ops.models.calendars.AGREED_COLOURS",
    },
}

# Security ----------------------------------------------------------------------------------------
SESSION_COOKIE_AGE = 8 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = False  # nginx redirects; the portal only sees what it forwards
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # nginx redirects to https, see docs/deployment.md
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
IMPORT_MAX_BYTES = env.whole("IMPORT_MAX_MB", 60, at_least=1) * 1024 * 1024
ATTACHMENT_MAX_BYTES = env.whole("ATTACHMENT_MAX_MB", 10, at_least=1) * 1024 * 1024  # each file
ATTACHMENT_MAX_COUNT = env.whole("ATTACHMENT_MAX_COUNT", 20, at_least=1)  # files of one record

# True in the demonstration: the sign-in page then names the personas and their password.
DEMO = env.flag("DEMO", False)
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "tournesol-2026")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # A broker of files has no host, and the library warns of it at each start.
    "loggers": {"kombu.connection": {"level": "ERROR"}} if BROKER_URL == "filesystem://" else {},
}
