"""Settings shared by every way of running Samvirke. Read from the environment, typed, loud when wrong."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from environs import FileAwareEnv

from cms.sign_in.oidc.configuration import read_providers

from .schedule import CELERY_BEAT_SCHEDULE  # noqa: F401  a setting like those below

env = FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = env.path("SAMVIRKE_VAR", BASE_DIR / "var")

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []

# --- What Samvirke is made of ---------------------------------------------------------------

INSTALLED_APPS = [
    "theme",
    "mentoring",
    "events.desk",
    "events.exhibitors",
    "events.invoicing",
    "events.door",
    "events.programme",
    "events.networks",
    "events.calendar",
    "events",
    "learning.reports",
    "learning.teaching",
    "learning.requirements",
    "learning.bulk_awards",
    "learning.badges",
    "learning.designs",
    "learning.joining",
    "learning.surveys",
    "learning.discussion",
    "learning.assignments",
    "learning.tabletop",
    "learning",
    "learning.bank",
    "learning.gates",
    "cms.imports",
    "cms.privacy",
    "cms.pause",
    "cms.mail",
    "cms.sign_in",
    "cms.sign_in.oidc",
    "cms.places",
    "cms.people",
    "cms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.people.wagtail_users.PeopleUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.people.middleware.ReaderLanguageMiddleware",
    "cms.page_cache.VisitorPageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.sign_in.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.known_pages.KnownPageMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
FORM_RENDERER = "theme.renderers.QuickRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context.site",
            ],
        },
    },
]

# --- Languages ------------------------------------------------------------------------------

LANGUAGE_CODE = "nb"
LANGUAGES = [
    ("nb", _("Bokmål")),
    ("nn", _("Nynorsk")),
    ("sv", _("Swedish")),
    ("en", _("English")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "cms.formats"
# Norwegian browsers may ask for plain "no".
LANG_INFO["no"] = {**LANG_INFO["no"], "fallback": ["nb"]}

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
# One backend, so that a wrong password costs one hash, known address or not. Permissions are Django's: it inherits.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# A file of stolen passwords (docs/sign-in.md). None: no list.
SAMVIRKE_BREACHED_PASSWORDS = env.path("SAMVIRKE_BREACHED_PASSWORDS", None)
AUTH_PASSWORD_VALIDATORS = [{"NAME": name} for name in ("cms.sign_in.passwords.GoodPasswordValidator",)]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Addresses and passwords have one door, with our limits, our mail and our log: Wagtail's own stay shut.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False

ACCOUNT_ADAPTER = "cms.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "cms.people.signup.SignupForm"
ACCOUNT_FORMS = {
    "login": "cms.sign_in.account_forms.LoginForm",
    "signup": "cms.sign_in.account_forms.SignUpForm",
    "change_password": "cms.sign_in.account_forms.ChangePasswordForm",
    "set_password": "cms.sign_in.account_forms.SetPasswordForm",
    "reset_password_from_key": "cms.sign_in.account_forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Tell people by mail when their password or address was changed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# The password once more before addresses, passkeys and linked accounts are changed.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong passwords are counted in cms/sign_in/lockout.py; "login_failed" is left for codes, which ask a password first.
# A whole course signs in from one network at nine o'clock. Nothing is held against an address: strangers could keep its
# owner from a new password.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "signup": "60/m/ip",
    "reset_password": "20/m/ip",
    "login_failed": "5/5m/key",
}

STAFF_NEED_SECOND_FACTOR = True
MFA_ADAPTER = "cms.sign_in.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "cms.sign_in.second_step_forms.AddPasskeyForm",
    "authenticate": "cms.sign_in.second_step_forms.AuthenticateForm",
    "reauthenticate": "cms.sign_in.second_step_forms.ReauthenticateForm",
    "activate_totp": "cms.sign_in.second_step_forms.ActivateForm",
}
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Changing one's address goes by way of an unconfirmed one, with a second factor too.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SOCIALACCOUNT_ADAPTER = "cms.sign_in.social.SocialAccountAdapter"
# Accounts of other houses: off until a file names them (docs/sign-in.md).
SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": read_providers(env.path("SAMVIRKE_OIDC_FILE", None))}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

# --- Pages, images, documents ---------------------------------------------------------------

# What a filter of the admin says when it filters nothing.
FILTERS_EMPTY_CHOICE_LABEL = _("All")
WAGTAIL_SITE_NAME = "Samvirke"
# Moments in the admin stand on the centre's clock for everybody; with one zone Wagtail asks nobody for theirs.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_BASE_URL = env.str("SAMVIRKE_BASE_URL", "http://localhost:8000")
# Stands in the name of everything in other people's calendars. A site that moves keeps the one it began with, or all
# that is in calendars already is there twice.
CALENDAR_DOMAIN = env.str("SAMVIRKE_CALENDAR_DOMAIN", urlsplit(WAGTAILADMIN_BASE_URL).hostname or "localhost")
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "svg", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "odp", "ods", "odt", "pdf", "pptx", "txt", "vtt", "webm", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_AUTOSAVE_INTERVAL = 4000
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What only some may fetch (certificates, later submissions): never under MEDIA_URL.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# What may be handed in: megabytes a file, and the scanner of whoever runs the site (docs/assignments.md).
ASSIGNMENT_FILE_MB = env.int("SAMVIRKE_ASSIGNMENT_FILE_MB", 10)
ASSIGNMENT_SCAN_COMMAND: list[str] = env.list("SAMVIRKE_ASSIGNMENT_SCAN_COMMAND", [], delimiter=" ")

# --- Database -------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# For stack.md §7: immediate transactions, write-ahead log (switched on once by `prepare_database`).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
    ),
}


def database_from(url: str) -> dict:
    """Read a database address; PostgreSQL keeps its connection and pins READ COMMITTED."""
    if url.startswith("sqlite:"):
        name = url.removeprefix("sqlite:///")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    import dj_database_url
    from psycopg import IsolationLevel

    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)}
    # Our locks count rows again after waiting; under REPEATABLE READ they would count what stood there before.
    database.setdefault("OPTIONS", {})["isolation_level"] = IsolationLevel.READ_COMMITTED
    return database


DATABASES = {"default": database_from(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'samvirke.sqlite3'}"))}


def file_cache(name: str) -> dict[str, Any]:
    """A cache that all processes of one machine share: what an editor changes shows everywhere at once."""
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    return {"BACKEND": backend, "LOCATION": VAR_DIR / "cache" / name, "OPTIONS": {"MAX_ENTRIES": 5000}}


# "heartbeat" apart: it says when the last tick was, and is never culled.
CACHES: dict[str, dict[str, Any]] = {name: file_cache(name) for name in ("default", "renditions", "heartbeat")}

# --- Background work ------------------------------------------------------------------------

CELERY_BROKER_URL = env.str("BROKER_URL", "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
if CELERY_BROKER_URL == "filesystem://":
    _queue = VAR_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
        "polling_interval": 0.2,
    }

# --- Privacy --------------------------------------------------------------------------------

# How many days what is kept; the rules are in each app's privacy.py, the table in docs/privacy.md.
RETENTION_DAYS = {
    "account.unused": env.int("RETENTION_UNUSED_ACCOUNTS", 3 * 365),
    "account.warned": env.int("RETENTION_AFTER_WARNING", 60),
    "assignments.submissions": 2 * 365,
    "bulk_awards.lines": 90,
    "calendars.mail": 30,
    "cms.contact_messages": 365,
    "discussion.earlier_texts": 180,
    "discussion.reports": 365,
    "discussion.threads": 5 * 365,
    "discussion.visits": 365,
    "door.reasons": 2 * 365,
    "door.report_lines": 30,
    "editing.sessions": 1,
    "editing.unsaved": 30,
    "events.answers": 2 * 365,
    "events.bookings": 2 * 365,
    "events.given_back": 90,
    "events.guests": 2 * 365,
    "events.interests": 7,
    "programme.speakers": 120,
    "events.needs": 0,
    "exhibitors.consents": 2 * 365,
    "exhibitors.contacts": 2 * 365,
    "exhibitors.leads": 90,
    "gates.evidence": 5 * 365,
    "invoicing.payers": 2 * 365,
    # Bokføringsloven § 13: five years after the end of the year.
    "invoicing.recipients": 6 * 366,
    "joining.invitations": 180,
    "joining.lines": 90,
    "joining.requests": 365,
    "mail.sent": 365,
    "mail.text": 90,
    "networks.invitations": 90,
    "networks.members": 3 * 365,
    "networks.requests": 365,
    "people.invitations": 180,
    "people.join_requests": 365,
    "privacy.access_log": 2 * 365,
    "privacy.copies": 7,
    "privacy.copy_requests": 365,
    "privacy.receipts": 0,
    "privacy.runs": 2 * 365,
    "privacy.sensitive": 0,
    "signing_in.places": 90,
    "signing_in.sessions": 0,
    "surveys.answers": 2 * 365,
    "surveys.drafts": 90,
    "surveys.guests": 180,
    "tabletop.unfinished": 365,
    "tabletop.words": 5 * 365,
}

# --- Discussions ----------------------------------------------------------------------------

DISCUSSION_POSTS_IN_TEN_MINUTES = 10
# So many open reports, each of another person, hide a post until a moderator has looked.
DISCUSSION_REPORTS_THAT_HIDE = 3

# --- Mail -----------------------------------------------------------------------------------

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("SAMVIRKE_FROM_EMAIL", "Samvirke <samvirke@localhost>")
# A mail of a kind that no app has registered is an error (tests), or is logged and sent as essential.
MAIL_KINDS_ARE_STRICT = False

# --- Security -------------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Same names as Django 6 (SECURE_CSP), so that the middleware can be dropped when we get there.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
# Wagtail's admin still writes inline scripts for date fields and inline styles for its editor.
SECURE_CSP_ADMIN = {
    **SECURE_CSP,
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "cms.log_secrets.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
