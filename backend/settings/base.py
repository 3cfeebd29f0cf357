"""Settings common to every installation; each reads the environment and decides nothing."""

from pathlib import Path

from csp.constants import NONCE, SELF

from backend.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / ".data")

SECRET_KEY = environment.text("SECRET_KEY")
METRICS_TOKEN = environment.text("METRICS_TOKEN")
DEBUG = False
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
PUBLIC_URL = environment.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "backend.organisations.apps.RoleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "django_prometheus",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "treebeard",
    "backend.common",
    "backend.accounts",
    "backend.organisations",
    "backend.live",
    "backend.certificates",
    "backend.files",
    "backend.messaging",
    "quizzes",
    "courses",
    "backend.portal",
]

MIDDLEWARE = [
    "backend.common.middleware.request_metrics",
    "backend.common.middleware.request_id",
    "backend.common.middleware.packages_host",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backend.common.middleware.unavailable_database",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "backend.common.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backend.common.middleware.PageMessages",
    "backend.common.middleware.PageFrameOptions",
    "backend.common.middleware.PageContentPolicy",
]

# Requests that bring an attempt's token know no session, no cookie and no page (backend/wsgi.py).
TOKEN_MIDDLEWARE = [
    "backend.common.middleware.request_metrics",
    "backend.common.middleware.request_id",
    "backend.common.middleware.unavailable_database",
    "backend.common.middleware.content_length",
    "django.middleware.gzip.GZipMiddleware",
]

ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
ASGI_APPLICATION = "backend.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    },
]

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", "postgresql://hocso@127.0.0.1:5432/hocso")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

VALKEY_URL = environment.text("VALKEY_URL", "redis://127.0.0.1:6379")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{VALKEY_URL}/1",
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
    }
}

CELERY_BROKER_URL = f"{VALKEY_URL}/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    # without a broker a publisher gives up at once: the sweep will find the row
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}

# Which class sends by which channel; a channel without one is not used.
MESSAGING_GATEWAYS = {
    "email": "backend.messaging.gateways.EmailGateway",
    "sms": environment.text("SMS_GATEWAY"),
    "zalo": environment.text("ZALO_GATEWAY"),
}
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Học Số <khong-tra-loi@localhost>")
EMAIL_HOST = environment.text("MAIL_HOST", "localhost")
EMAIL_PORT = environment.number("MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("MAIL_TLS")
EMAIL_TIMEOUT = 20

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["backend.accounts.backends.PhoneOrEmailBackend"]
PASSWORD_HASHERS = ["backend.accounts.hashers.MinimumArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
CSRF_FAILURE_VIEW = "backend.common.problems.csrf_failure"
SESSION_ENGINE = "backend.common.sessions"
SESSION_COOKIE_AGE = 60 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "hocso_session"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "backend" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = DATA_DIR / "static"
FRONTEND_DIST = environment.folder("FRONTEND_DIST", BASE_DIR / "frontend" / "dist")
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# What seals winners' identity numbers lies outside of the database, and of its backups.
IDENTITY_KEYS_DIR = environment.folder("IDENTITY_KEYS_DIR", DATA_DIR / "keys")
# A server of RFC 3161 whose time stamps the signatures upon printed certificates bear, if any.
CERTIFICATE_TIMESTAMP_URL = environment.text("CERTIFICATE_TIMESTAMP_URL", "")
# Also write behind the signature what it is checked by long after; see certificates/long_term.py.
CERTIFICATE_LONG_TERM = environment.flag("CERTIFICATE_LONG_TERM")
# The agency's own key upon a token (PKCS#11) signs printed certificates, where a module is named.
CERTIFICATE_PKCS11_MODULE = environment.text("CERTIFICATE_PKCS11_MODULE", "")
CERTIFICATE_PKCS11_TOKEN = environment.text("CERTIFICATE_PKCS11_TOKEN", "")
CERTIFICATE_PKCS11_KEY = environment.text("CERTIFICATE_PKCS11_KEY", "")
CERTIFICATE_PKCS11_PIN_FILE = environment.text("CERTIFICATE_PKCS11_PIN_FILE", "")
# Who was erased, by digest: outlives a restore of the database.
ERASURES_DIR = environment.folder("ERASURES_DIR", DATA_DIR / "erasures")
# A host of its own for packages of others (SCORM, cmi5), as "https://goi.example.vn"; without one
# they are played in frames that have no origin. ALLOWED_HOSTS names it too.
PACKAGES_ORIGIN = environment.origin("PACKAGES_ORIGIN", not_at=PUBLIC_URL)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["backend.common.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["backend.common.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "backend.common.renderers.OneFormat",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backend.common.problems.exception_handler",
    "STRICT_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Học Số",
    "DESCRIPTION": "Contests, attempts, standings and certificates.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "AnomalyKind": "quizzes.enums.AnomalyKind",
        "AnomalyState": "quizzes.enums.AnomalyState",
        "NoticeKind": "quizzes.enums.NoticeKind",
        "WinnerKind": "quizzes.enums.WinnerKind",
        "WinnerState": "quizzes.enums.WinnerState",
        "FileState": "backend.files.enums.FileState",
        "CertificateKind": "backend.certificates.enums.CertificateKind",
        "CertificateState": "backend.certificates.enums.PrintState",
        "CertificateVerdict": "backend.certificates.enums.Verdict",
        "ItemKind": "quizzes.enums.ItemKind",
        "ItemStatus": "quizzes.enums.ItemStatus",
        "ItemVerdict": "quizzes.enums.Verdict",
        "OrganisationKind": "backend.organisations.enums.Kind",
        "VoidPolicy": "quizzes.enums.VoidPolicy",
        "StoredRoundState": "quizzes.enums.RoundState",
        "DecisionState": "quizzes.enums.DecisionState",
        "ItemImportState": "quizzes.enums.ImportState",
        "ItemImportRowState": "quizzes.enums.ImportRowState",
        "KeyChangeState": "quizzes.enums.KeyChangeState",
        "PeopleImportState": "backend.organisations.models.people_import.ImportState",
        "RoundState": ["planned", "open", "closed", "published"],
        "CourseImportState": "courses.enums.CourseImportState",
        "PackageFormat": "courses.formats.packages.reading.FORMATS",
        "CourseStatus": "courses.enums.CourseStatus",
        "CourseVerdict": "courses.enums.CourseVerdict",
        "EnrolmentState": "courses.enums.EnrolmentState",
        "WorkState": "courses.enums.WorkState",
        "DeliveryState": "backend.messaging.enums.DeliveryState",
        "MessageKind": "backend.messaging.enums.MessageKind",
        "CohortPhase": ["planned", "running", "over"],
        "ContestPhase": "quizzes.api.desk.contest_shapes.PHASES",
    },
}

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/api/docs/", "/admin/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        # a video's player hands the browser what it fetched from us
        "media-src": [SELF, "blob:"],
        "frame-src": [SELF, *filter(None, [PACKAGES_ORIGIN])],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PROMETHEUS_EXPORT_MIGRATIONS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processor": "ext://backend.common.logs.renderer",
            "foreign_pre_chain": "ext://backend.common.logs.FOREIGN_CHAIN",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {"celery": {"level": "WARNING"}},
}
