from celery import shared_task

from cms import clock


@shared_task
def advance(list_id: int) -> None:
    """Enrol a batch of a list, and ask for the next."""
    from .domain.lists import advance_list

    if advance_list(list_id=list_id, at=clock.now()):
        advance.delay(list_id)


@shared_task
def carry_on_lists() -> int:
    """The tick: lists whose worker was lost go on where they stopped."""
    from .domain.lists import waiting_lists

    ids = waiting_lists(at=clock.now())
    for list_id in ids:
        advance.delay(list_id)
    return len(ids)


@shared_task
def tell_groups_that_start() -> int:
    """The tick: write to members of groups that start. A lost message costs one tick."""
    from .domain.starting import members_to_tell

    ids = members_to_tell(at=clock.now())
    for place_id in ids:
        tell_member.delay(place_id)
    return len(ids)


@shared_task
def tell_member(place_id: int) -> bool:
    from .domain.starting import tell_member as tell

    return tell(place_id=place_id, at=clock.now())


@shared_task
def remind_of_unfinished_courses() -> int:
    """The sweep: write down who is to be reminded, and enqueue the mails that wait."""
    from .domain.reminders import find_idle, waiting_reminders

    find_idle(at=clock.now())
    ids = waiting_reminders()
    for reminder_id in ids:
        remind_of_unfinished_course.delay(reminder_id)
    return len(ids)


@shared_task
def remind_of_unfinished_course(reminder_id: int) -> bool:
    from .domain.reminders import remind

    return remind(reminder_id=reminder_id, at=clock.now())
