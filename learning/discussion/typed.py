"""What somebody sent after their session had ended: kept with the visitor's new session until they have signed in.

A form carries a signed word for who it was made for: nobody else who signs in on the same machine finds the text.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.messages import info
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms import clock

from .texts import MAX_TEXT, MAX_TITLE

KEY = "discussion.typed"
SALT = "discussion.writer"
KEPT = timedelta(hours=1)
FIELDS = {"title": MAX_TITLE, "lesson": 36, "text": MAX_TEXT, "answers_to": 19}


def sealed_writer(user: Any) -> str:
    return signing.dumps(user.pk, salt=SALT)


def keep_typed(request: HttpRequest) -> None:
    """Keep what was sent by nobody who is signed in, and say so."""
    try:
        writer = signing.loads(request.POST.get("writer", ""), salt=SALT)
    except signing.BadSignature:
        return
    said = {name: request.POST[name][:most] for name, most in FIELDS.items() if name in request.POST}
    request.session[KEY] = {"writer": writer, "path": request.path, "at": clock.now().isoformat(), "said": said}
    info(request, _("You were signed out. Sign in again: your text is kept for an hour."))


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What this person had typed in the form on this page, given once."""
    kept = request.session.get(KEY)
    if not kept:
        return {}
    fits = kept["writer"] == request.user.pk and clock.now() - datetime.fromisoformat(kept["at"]) <= KEPT
    if fits and kept["path"] != request.path:
        return {}
    del request.session[KEY]
    if fits:
        info(request, _("Your text is here again. Send it when you are ready."))
    return dict(kept["said"]) if fits else {}
