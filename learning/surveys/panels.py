"""What surveys hang on pages of the ground floor."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import clock
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from cms.texts import said

from .content import content_of
from .models import Respondent
from .occasions import titles_of
from .queries import deadline_of, surveys_of

PAIRS_SHOWN = 3
# What a person may have, as `cms/people/presence.py` asks it.
SURVEYS = "surveys"


def surveys_that_wait(request: SignedInRequest) -> SafeString | None:
    """On my day: surveys that wait for an answer, and how one's own assessments changed."""
    if not has_any(request.user, SURVEYS):
        return None
    at = clock.now()
    waiting, pairs = surveys_of(request.user, at=at)
    if not waiting and not pairs:
        return None
    titles = titles_of(one.occasion for one in [*waiting, *pairs])
    context = {
        "waiting": [described(one, titles) | {"deadline": deadline_of(one, at=at)} for one in waiting],
        "pairs": [described(one, titles) for one in pairs[:PAIRS_SHOWN]],
    }
    return SafeString(render_to_string("surveys/panels/my_surveys.html", context, request))


def described(respondent: Respondent, titles: dict[int, str] | None = None) -> dict[str, Any]:
    """A survey one is asked in, in words."""
    occasion, content = respondent.occasion, content_of(respondent.occasion.version)
    language = content.language_for(get_language() or "")
    return {
        "respondent": respondent,
        "occasion": occasion,
        "title": said(content.title, language),
        "intro": said(content.intro, language),
        "language": language,
        "about": (titles or titles_of([occasion]))[occasion.pk],
        "count": len(content.questions),
    }
