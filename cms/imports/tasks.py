from datetime import timedelta

from celery import shared_task

from cms import clock

# Files of imports, and what stood in refused lines, are kept so long.
KEPT_FOR = timedelta(days=30)


@shared_task
def advance(import_id: int) -> None:
    """Do a slice of an import, and ask for the next."""
    from .domain.advancing import advance_import

    if advance_import(import_id=import_id, at=clock.now()):
        advance.delay(import_id)


@shared_task
def carry_on_imports() -> int:
    """The tick: imports whose worker was lost go on where they stopped."""
    from .domain.imports import waiting_imports

    ids = waiting_imports(at=clock.now())
    for import_id in ids:
        advance.delay(import_id)
    return len(ids)


@shared_task
def forget_old_imports() -> int:
    from .domain.imports import forget_import_details

    return forget_import_details(before=clock.now() - KEPT_FOR)
