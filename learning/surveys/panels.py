"""What surveys hang on pages of the ground floor."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import clock
from cms.people.requests import SignedInRequest

from .content import content_of
from .models import Respondent
from .occasions import kind_of
from .queries import answered_pairs_of, deadline_of, waiting_for
from .texts import said

PAIRS_SHOWN = 3


def surveys_that_wait(request: SignedInRequest) -> SafeString | None:
    """On my day: surveys that wait for an answer, and how one's own assessments changed."""
    at = clock.now()
    waiting = [described(one) | {"deadline": deadline_of(one, at=at)} for one in waiting_for(request.user, at=at)]
    pairs = [described(one) for one in answered_pairs_of(request.user)[:PAIRS_SHOWN]]
    if not waiting and not pairs:
        return None
    context = {"waiting": waiting, "pairs": pairs}
    return SafeString(render_to_string("surveys/panels/my_surveys.html", context, request))


def described(respondent: Respondent) -> dict[str, Any]:
    """A survey one is asked in, in words."""
    occasion, content = respondent.occasion, content_of(respondent.occasion.version)
    language = content.language_for(get_language() or "")
    return {
        "respondent": respondent,
        "occasion": occasion,
        "title": said(content.title, language),
        "intro": said(content.intro, language),
        "language": language,
        "about": kind_of(occasion.kind).title(occasion.key),
        "count": len(content.questions),
    }
