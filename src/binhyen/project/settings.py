"""Settings: one module for a commune's small box and a province's cluster; the environment chooses.

Every variable read here is documented in docs/howto/settings.md (a test compares the two).
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from binhyen.project import env

HOME = env.home()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = env.flag("BINHYEN_DEBUG", default=False)
# Empty is refused by Django the moment it is needed; `binhyen setup` makes one and keeps it in HOME.
SECRET_KEY = env.text("BINHYEN_SECRET_KEY")
# Opens the reporters' identities and nothing else; never the same as SECRET_KEY (checked at start).
IDENTITY_KEY = env.text("BINHYEN_IDENTITY_KEY")
ALLOWED_HOSTS = env.words("BINHYEN_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("BINHYEN_ORIGINS")
DEMO = env.flag("BINHYEN_DEMO", default=False)
# Seconds by which the demo's clock differs from the wall's: it stands in its story. Ignored outside the demo.
DEMO_CLOCK_SHIFT = env.number("BINHYEN_DEMO_CLOCK_SHIFT", 0, least=-4_000_000_000)
EMERGENCY_NUMBERS = env.words("BINHYEN_EMERGENCY_NUMBERS", "113,114,115,111")
# Seconds in which an act on many matters can still be undone.
UNDO_SECONDS = env.number("BINHYEN_UNDO_SECONDS", 60, least=5)
# How many days an article takes comments where its editor said nothing else.
COMMENT_DAYS = env.number("BINHYEN_COMMENT_DAYS", 30, least=0)
# Where this very version's source can be had (AGPL, section 13); every page's foot links to it.
SOURCE_URL = env.web_address("BINHYEN_SOURCE_URL")

INSTALLED_APPS = [
    "binhyen.core",  # first: its templates and translations override those of the libraries
    "binhyen.audit",
    "binhyen.places",
    "binhyen.people",
    "binhyen.figures",
    "binhyen.documents",
    "binhyen.notices",
    "binhyen.reports",
    "binhyen.matters",
    "binhyen.forces",
    "binhyen.newsroom",
    "binhyen.movement",
    "binhyen.hotspots",
    "binhyen.periodic",
    "binhyen.standards",
    "binhyen.mergers",
    "binhyen.portal",
    "binhyen.desk",
    "binhyen.api",
    "binhyen.project",
    "binhyen.newsroom.bench_words",  # behind all words of ours, before Wagtail's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    # the newsroom's bench; search without `modelsearch` beside it, which would be the same tables twice
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # without it the bench does not start; nobody is granted any
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "binhyen.core.faces.LanguageMiddleware",
    "binhyen.core.faces.refuse_nul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "binhyen.project.urls"
WSGI_APPLICATION = "binhyen.project.wsgi.application"
FORM_RENDERER = "binhyen.core.faces.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "binhyen.core.faces.house",
                "binhyen.desk.menu.context",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    """Return the connection: SQLite in HOME, or what DATABASE_URL names.

    SQLite pragmas as measured (README, section on speed): WAL with IMMEDIATE transactions never answers
    "locked" under four writers, and synchronous=FULL keeps a confirmed report through a power cut.
    """
    database = env.database(f"sqlite:///{HOME / 'binhyen.sqlite3'}")
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
            ),
        }
        # A file even in tests: in memory, races fail with locked tables instead of being decided.
        database["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    # Kept over requests, on SQLite too: to open the file, set it up and read its schema anew took 4 ms of each. Who puts
    # another file in its place (a restore) starts the server again.
    database["CONN_MAX_AGE"] = 600
    database["CONN_HEALTH_CHECKS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "binhyen.people.login.Adapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
# The administrator gave the address with the account, so nobody is asked to prove it first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bình Yên"

LANGUAGE_CODE = "vi"
CONSOLE_LANGUAGE = env.choice("BINHYEN_LANG", "vi", {"vi", "en"})  # what the commands speak
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ngon_ngu"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
# d/m/Y input: Django's own `vi` formats refuse 27/03/2024 and read 01/02/2024 as 2 January.
FORMAT_MODULE_PATH = "binhyen.core.formats"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "uploads"
MEDIA_URL = "/tin-tuc/anh/"  # of all uploads the newsroom's pictures alone have an address: newsroom/views.py
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# The newsroom (docs/adr/0032-wagtail-in-the-newsroom.md). Wagtail calls out unless it is told not to.
WAGTAIL_SITE_NAME = "Bình Yên"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_BASE_URL = CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else "http://127.0.0.1:8000"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 0
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "binhyen.newsroom.photo_form.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_AVIF_QUALITY = 55
# Immediate: what is published is found at once, and no second worker is needed.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # a text of two million characters is turned away unread
FILE_UPLOAD_MAX_MEMORY_SIZE = 512_000
FILE_UPLOAD_PERMISSIONS = 0o600

HTTPS = env.flag("BINHYEN_HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.flag("BINHYEN_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # rate limits count the client, not the proxy
SESSION_COOKIE_AGE = 12 * 3600  # one shift
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "phien"
CSRF_COOKIE_NAME = "bao_ve"
CSRF_FAILURE_VIEW = "binhyen.core.faces.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # icons in the style sheet; a photo before it is sent
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# Nothing calls out unless a mail server is named here, or a push key made (`binhyen push_keys`).
_MAIL = env.mail("BINHYEN_EMAIL_URL")
EMAIL_OFFERED = bool(_MAIL)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 10
globals().update(_MAIL)
DEFAULT_FROM_EMAIL = env.mail_sender("BINHYEN_EMAIL_FROM", is_needed=EMAIL_OFFERED)
# What links in e-mails begin with, and how the house names itself to push services.
SITE = CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else ""
PUSH_KEY = env.text("BINHYEN_PUSH_KEY")
# The only hosts, with those below them, that the worker pushes to: a browser names the address, and could name any.
PUSH_SERVICES = env.words(
    "BINHYEN_PUSH_SERVICES",
    "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "binhyen.core.logs.Discreet",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    # No address, no user agent, no row in any line: an anonymous reporter leaves no trace in a log.
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
