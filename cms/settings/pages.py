"""What Wagtail does with pages, images and documents; what may be handed in."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from .environment import env
from .languages import TIME_ZONE

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

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# What may be handed in: megabytes a file, and the scanner of whoever runs the site (docs/assignments.md).
ASSIGNMENT_FILE_MB = env.int("SAMVIRKE_ASSIGNMENT_FILE_MB", 10)
ASSIGNMENT_SCAN_COMMAND: list[str] = env.list("SAMVIRKE_ASSIGNMENT_SCAN_COMMAND", [], delimiter=" ")
