"""What discussions hang on pages of the ground floor."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest

from .queries import threads_with_news
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
