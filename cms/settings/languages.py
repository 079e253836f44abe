"""Languages of the site and of its pages, and the clock people read."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from .environment import BASE_DIR

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
