from celery import shared_task

from cms import clock


@shared_task
def advance_letter(letter_id: int) -> None:
    """Write to some of the people of a letter, and ask for the next."""
    from .domain import letters

    if letters.advance_letter(letter_id=letter_id, at=clock.now()):
        advance_letter.delay(letter_id)


@shared_task
def carry_on_letters() -> int:
    """The tick: letters whose worker was lost go on where they stopped."""
    from .domain.letters import stale_letters

    ids = stale_letters(at=clock.now())
    for letter_id in ids:
        advance_letter.delay(letter_id)
    return len(ids)
