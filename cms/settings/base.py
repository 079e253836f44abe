"""Settings shared by every way of running Samvirke. Read from the environment, typed, loud when wrong."""

from .background import *
from .environment import *
from .languages import *
from .pages import *
from .people import *
from .retention import *
from .security import *
from .storage import *

DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = []

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

DISCUSSION_POSTS_IN_TEN_MINUTES = 10
# So many open reports, each of another person, hide a post until a moderator has looked.
DISCUSSION_REPORTS_THAT_HIDE = 3

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("SAMVIRKE_FROM_EMAIL", "Samvirke <samvirke@localhost>")
# A mail of a kind that no app has registered is an error (tests), or is logged and sent as essential.
MAIL_KINDS_ARE_STRICT = False
