"""The kinds of message surveys write. They can wait, and nobody has to get them: who has an account turns such mail off
there, who has none by a link in the mail itself. The outbox knows no wishes of the latter, so theirs is essential to
it; whether a crisis pause holds it back is asked where it is written (`domain/asking.py`).
"""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register

from .enums import AnswerPrivacy


def register_kinds() -> None:
    register("surveys/mail/asked", name=_("Survey: asked to answer"), category=Topic.REMINDERS, sample=sample_survey)
    register("surveys/mail/reminder", name=_("Survey: reminder"), category=Topic.REMINDERS, sample=sample_survey)
    for name, words in (("asked", _("Survey: a guest is asked")), ("reminder", _("Survey: a guest is reminded"))):
        folder = f"surveys/mail/{name}"
        register(f"{folder}_by_link", name=words, folder=folder, sample=sample_guest)


def sample_guest() -> dict[str, Any]:
    site = "https://samvirke.example.org/surveys/answer/sample"
    return sample_survey() | {"name": "", "url": f"{site}/", "no_url": f"{site}/no-thanks/"}


def sample_survey() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Hva trenger dere?",
        "intro": "Svarene avgjør hva vi lager kurs om neste år.",
        "about": "Beredskapsskolen Østerhei",
        "promise": AnswerPrivacy.ANONYMOUS.label,
        "moment": "once",
        "deadline": datetime(2026, 12, 11, 22, 59, tzinfo=UTC),
        "url": "https://samvirke.example.org/me/surveys/12/",
        "no_url": "",
    }
