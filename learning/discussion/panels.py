"""What discussions hang on pages of the ground floor."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms import clock
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from cms.waiting import Queue

from .queries import courses_moderated_by, may_moderate_somewhere, posts_to_look_at, threads_with_news
from .words import title_of

# What a person may have, as `cms/people/presence.py` asks it.
FOLLOWED = "discussion.followed"


def news_in_threads(request: SignedInRequest) -> SafeString | None:
    """On my day: threads one follows in which others have written. One query, none for who follows no thread."""
    if not has_any(request.user, FOLLOWED):
        return None
    found = threads_with_news(request.user, at=clock.now())
    if not found:
        return None
    rows = [{"thread": one, "title": title_of(one, first_state=one.first_state)} for one in found]
    return SafeString(render_to_string("discussion/panels/news.html", {"rows": rows}, request))


def posts_waiting(user: Any, at: datetime) -> Queue | None:
    """For the first page of the admin."""
    if not may_moderate_somewhere(user, at=at):
        return None
    number = posts_to_look_at(courses_moderated_by(user, at=at)).count()
    return Queue(_("Posts to look at"), number, reverse("discussion_admin:queue"))
