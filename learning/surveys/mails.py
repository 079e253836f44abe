"""What surveys write to people: one function a message, words in `templates/surveys/mail/`."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.texts import said

from .content import content_of
from .links import link_url
from .models import Respondent
from .occasions import title_of

ASKED, REMINDER = "surveys/mail/asked", "surveys/mail/reminder"


def asked_to_answer(respondent: Respondent, *, deadline: datetime, at: datetime) -> OutboxMessage:
    """Ask a person to answer; from the second time on it is a reminder. Each is written once."""
    folder, user = REMINDER if respondent.mails else ASKED, respondent.user
    language = user.language if user else respondent.language
    url = site_url(reverse("surveys:answer", args=[respondent.pk])) if user else link_url(respondent)
    with translation.override(language):
        context = _about(respondent, language) | {"deadline": deadline, "url": url, "name": user.name if user else ""}
    context["no_url"] = "" if user else link_url(respondent, "surveys:no_thanks")
    return post_rendered(
        folder,
        context,
        to=user,
        address=user.email if user else respondent.email,
        language=language,
        kind=folder if user else f"{folder}_by_link",
        at=at,
        link=url,
        key=f"surveys/mail:{respondent.pk}:{respondent.mails}",
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
