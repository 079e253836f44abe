from celery import shared_task

from cms import clock


@shared_task
def look_after_occurrences() -> None:
    """The tick: notices whose worker was lost go on, who waits for sign-up to open is told, what is over is held."""
    from .domain.interest import tell_interested as tell
    from .domain.notices import notices_to_send
    from .domain.occurrences import finish_what_is_over

    for notice_id in notices_to_send():
        send_notice.delay(notice_id)
    tell(at=clock.now())
    finish_what_is_over(at=clock.now())


@shared_task
def send_notice(notice_id: int) -> None:
    """Write to a batch of people, and ask for the next."""
    from .domain.notices import send_some

    if send_some(notice_id=notice_id, at=clock.now()):
        send_notice.delay(notice_id)


@shared_task
def tell_interested() -> int:
    from .domain.interest import tell_interested as tell

    return tell(at=clock.now())


# --- Places ----------------------------------------------------------------------------------------


@shared_task
def look_after_places() -> int:
    """The tick: find occurrences with offers or held places that run out, or people to ask again or to let go."""
    from .domain.looking_after import occurrences_to_look_after

    ids = occurrences_to_look_after(at=clock.now())
    for occurrence_id in ids:
        look_after_places_of.delay(occurrence_id)
    return len(ids)


@shared_task
def look_after_places_of(occurrence_id: int) -> int:
    from .domain.looking_after import look_after

    return look_after(occurrence_id=occurrence_id, at=clock.now())


@shared_task
def repair_waiting_lists() -> int:
    """The sweep: whoever could be asked and was not. Verbs that free room ask at once, so this finds nothing."""
    from .domain.looking_after import occurrences_where_somebody_waits

    ids = occurrences_where_somebody_waits(at=clock.now())
    for occurrence_id in ids:
        promote.delay(occurrence_id)
    return len(ids)


@shared_task
def promote(occurrence_id: int) -> int:
    from .domain.looking_after import repair

    return repair(occurrence_id=occurrence_id, at=clock.now())


@shared_task
def settle_enrolments(place_ids: list[int]) -> int:
    """Of a course with a date: enrol who has a place, withdraw who has it no longer."""
    from .domain.courses import settle_enrolments as settle

    return settle(places=place_ids, at=clock.now())


@shared_task
def settle_all_enrolments() -> int:
    """The sweep: enrolments that a lost message or a gate left behind."""
    from .domain.courses import places_to_settle
    from .domain.courses import settle_enrolments as settle

    return settle(places=places_to_settle(at=clock.now()), at=clock.now())


@shared_task
def delete_needs() -> int:
    """Food, access and other needs go on their day."""
    from .domain.answers import delete_needs as delete

    return delete(at=clock.now())


# --- Mail about places ---------------------------------------------------------------------------


@shared_task
def write_about_places(what: str, place_ids: list[int]) -> None:
    from .telling import write_about

    write_about(what=what, places=place_ids, at=clock.now())


@shared_task
def tell_of_place(occurrence_id: int, email: str) -> None:
    from .telling import tell_of_place as tell

    tell(occurrence_id=occurrence_id, email=email, at=clock.now())


@shared_task
def write_to_former(place_id: int, name: str, email: str) -> None:
    from .telling import tell_former

    tell_former(place_id=place_id, name=name, email=email, at=clock.now())


@shared_task
def remind_of_names() -> int:
    """The tick: who ordered is asked once for the names that are missing."""
    from .telling import remind_of_names as remind

    return remind(at=clock.now())
