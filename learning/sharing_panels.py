"""What showing one's progress hangs on pages of the ground floor."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from cms.privacy.consents import consent_purpose
from cms.privacy.models import Consent
from cms.privacy.queries import consented_to

from .models import Course
from .sharing import SHARE_PROGRESS, given_by, scope_of
from .views.sharing import ShareForm


def who_sees_my_progress(request: SignedInRequest) -> SafeString:
    """On the privacy page: who may see it since when, who might no longer, and the form to say yes."""
    given = given_by(request.user)
    titles = _titles(given)
    lines: list[dict[str, Any]] = [
        {"consent": one, "what": titles.get(one.scope, one.scope) or _("all courses")} for one in given
    ]
    context = {
        "purpose": consent_purpose(SHARE_PROGRESS),
        "held": [one for one in lines if one["consent"].withdrawn_at is None],
        "ended": [one for one in lines if one["consent"].withdrawn_at],
        "form": ShareForm(user=request.user),
    }
    return SafeString(render_to_string("learning/panels/share_progress.html", context, request))


def _titles(given: list[Consent]) -> dict[str, str]:
    keys = {one.scope for one in given if one.scope}
    return {scope_of(course): course.title for course in Course.objects.filter(translation_key__in=keys)}


def shown_to_me(request: SignedInRequest) -> SafeString | None:
    """On my day, for those whom somebody shows something."""
    if not has_any(request.user, SHARE_PROGRESS):
        return None
    number = consented_to(request.user, SHARE_PROGRESS).values("user_id").distinct().count()
    if not number:
        return None
    return SafeString(render_to_string("learning/panels/shared_progress.html", {"number": number}, request))
