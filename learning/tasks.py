from celery import shared_task

from cms import clock


@shared_task
def render_waiting_certificates() -> int:
    """The tick: enqueue every certificate whose document is waiting. A lost message costs one tick."""
    from .domain.certificate_documents import waiting_document_ids

    ids = waiting_document_ids(at=clock.now())
    for certificate_id in ids:
        render_certificate.delay(certificate_id)
    return len(ids)


@shared_task
def remind_of_expiring_certificates() -> int:
    """Enqueue a reminder for everybody whose certificate runs out in two months."""
    from .domain.expiry_reminders import certificates_to_remind_of

    ids = certificates_to_remind_of(at=clock.now())
    for certificate_id in ids:
        remind_of_expiring_certificate.delay(certificate_id)
    return len(ids)


@shared_task
def remind_of_expiring_certificate(certificate_id: int) -> bool:
    from .domain.expiry_reminders import remind_of_expiry

    return remind_of_expiry(certificate_id=certificate_id, at=clock.now())


@shared_task
def render_certificate(certificate_id: int) -> bool:
    from .domain.certificate_documents import make_document

    return make_document(certificate_id=certificate_id, at=clock.now())


@shared_task
def advance_move(run_id: int) -> None:
    """Move a slice of people to another release, and ask for the next."""
    from .domain import moves

    if moves.advance_move(run_id=run_id, at=clock.now()):
        advance_move.delay(run_id)


@shared_task
def carry_on_moves() -> int:
    """The tick: moves whose worker or message was lost go on where they stopped."""
    from .domain.moves import waiting_moves

    ids = waiting_moves(at=clock.now())
    for run_id in ids:
        advance_move.delay(run_id)
    return len(ids)


@shared_task
def check_progress_sample() -> int:
    """At night: whether the projections of some enrolments say what their facts say. Returns how many do not."""
    from .domain.rebuilding import check_sample

    return check_sample(at=clock.now()).found


@shared_task
def hand_in_overdue_attempts() -> int:
    """The tick: enqueue every attempt whose time is up. Whether a pause has moved its clock is the verb's to ask."""
    from .queries import overdue_attempts
    from .timing import GRACE

    ids = overdue_attempts(before=clock.now() - GRACE)
    for attempt_id in ids:
        hand_in_overdue_attempt.delay(attempt_id)
    return len(ids)


@shared_task
def hand_in_overdue_attempt(attempt_id: int) -> bool:
    from .domain.attempts import hand_in_overdue

    return hand_in_overdue(attempt_id=attempt_id, at=clock.now())


@shared_task
def carry_on_regrades() -> int:
    """The tick: enqueue every regrade that is not finished. A lost message costs one tick."""
    from .domain.regrades import unfinished_regrades

    ids = unfinished_regrades()
    for regrade_id in ids:
        carry_on_regrade.delay(regrade_id)
    return len(ids)


@shared_task
def carry_on_regrade(regrade_id: int) -> int:
    from .domain.regrades import apply_regrade

    return apply_regrade(regrade_id=regrade_id, at=clock.now())
