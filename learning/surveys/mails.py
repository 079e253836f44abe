"""What surveys write to people: one function a message, words in `templates/surveys/mail/`."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from cms.mail.domain.posting import post_rendered
from cms.mail.links import site_url
from cms.mail.models import OutboxMessage
from cms.texts import said

from .content import content_of
from .models import Respondent
from .occasions import title_of

ASKED, REMINDER = "surveys/mail/asked", "surveys/mail/reminder"


def asked_to_answer(respondent: Respondent, *, deadline: datetime, at: datetime) -> OutboxMessage:
    """Ask a person to answer; from the second time on it is a reminder. Each is written once."""
    folder = REMINDER if respondent.mails else ASKED
    user, url = respondent.user, site_url(reverse("surveys:answer", args=[respondent.pk]))
    with translation.override(user.language):
        context = _about(respondent, user.language) | {"deadline": deadline, "url": url, "name": user.name}
    return post_rendered(
        folder, context, to=user, at=at, link=url, key=f"surveys/mail:{respondent.pk}:{respondent.mails}"
    )


def _about(respondent: Respondent, language: str) -> dict[str, Any]:
    occasion = respondent.occasion
    content = content_of(occasion.version)
    language = content.language_for(language)
    return {
        "title": said(content.title, language),
        "intro": said(content.intro, language),
        "about": title_of(occasion.kind, occasion.key),
        "promise": occasion.get_privacy_display(),
        "moment": respondent.moment,
    }
