"""Whoever adds a task that runs by itself says whether it is a timer for people."""

from django.conf import settings

from cms.pause.timers import ASKS_THE_CLOCK, NO_TIMER_FOR_PEOPLE


def test_every_periodic_task_asks_the_clock_or_says_why_not():
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    listed = set(ASKS_THE_CLOCK) | set(NO_TIMER_FOR_PEOPLE)

    assert sorted(scheduled - listed) == [], (
        "list it in cms/pause/timers.py: does it ask cms.clock, or why need it not?"
    )
    assert sorted(listed - scheduled) == [], "no longer scheduled"


def test_no_task_is_both_and_every_one_has_its_reason():
    assert not set(ASKS_THE_CLOCK) & set(NO_TIMER_FOR_PEOPLE)
    assert all((ASKS_THE_CLOCK | NO_TIMER_FOR_PEOPLE).values())
