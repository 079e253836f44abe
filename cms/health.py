"""Two addresses for whoever runs it: does this process answer, and is everything behind it well?

`/healthz` asks nobody. `/readyz` asks the database and tells how background work fares. Its status is 503 only when
the database does not answer: a web server need not be taken out of service because the worker is late, but a person
should see it, so the words (`background: late`) are there for a monitor that reads them.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.mail.enums import MessageState
from cms.mail.models import OutboxMessage

# The tick comes every 30 seconds; four missed ones are no accident.
LATE_AFTER = timedelta(minutes=2)

# Where the tick leaves its time: a cache of its own, because that is the one thing that is a folder in `var/` where
# web and worker share a disk (with the filesystem broker they must) and Redis where they do not. A lost value means
# "unknown" until the next tick, so it needs no table.
_TICK = "last-tick"


def record_tick(*, at: datetime) -> None:
    """Remember that beat and worker were both alive at this moment."""
    caches["heartbeat"].set(_TICK, at, timeout=None)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    facts = readiness(at=clock.now())
    status = 200 if facts["database"] == "ok" else 503
    if request.accepts("text/html") or not request.accepts("application/json"):
        text = "".join(f"{name}: {value}\n" for name, value in facts.items())
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return JsonResponse(facts, status=status)


def readiness(*, at: datetime) -> dict[str, Any]:
    """Say in plain values how the database and background work are; no names, no addresses, no secrets."""
    if not database_answers():
        return {"database": "no answer"}
    tick_age = age_of_last_tick(at=at)
    mail = OutboxMessage.objects.filter(Q(state=MessageState.FAILED) | Q(due_at__lte=at)).aggregate(
        # Held mail is due at the time of its digest, mail in quiet hours or a crisis pause later: neither is late.
        oldest=Min("due_at", filter=Q(state__in=[MessageState.DUE, MessageState.HELD, MessageState.SENDING])),
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
    )
    oldest_due = (at - mail["oldest"]).total_seconds() if mail["oldest"] else 0.0
    return {
        "database": "ok",
        "background": background_word(tick_age, oldest_due),
        "last_tick_seconds_ago": tick_age,
        "oldest_due_mail_seconds": round(oldest_due),
        "failed_mails": mail["failed"],
    }


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def age_of_last_tick(*, at: datetime) -> int | None:
    """Return whole seconds since the last tick, or None when none is remembered (just started, or never)."""
    ticked_at: datetime | None = caches["heartbeat"].get(_TICK)
    return round((at - ticked_at).total_seconds()) if ticked_at else None


def background_word(tick_age: int | None, oldest_due: float) -> str:
    late = LATE_AFTER.total_seconds()
    if oldest_due > late or (tick_age is not None and tick_age > late):
        return "late"
    return "unknown" if tick_age is None else "ok"
