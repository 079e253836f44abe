from celery import shared_task

from cms import clock


@shared_task
def look_after_exhibitors() -> int:
    """The tick: offers nobody answered go to the next in the line, and who has tasks to do is reminded. What is called
    off has no line any more.
    """
    from events.enums import OccurrenceState
    from events.models import Occurrence

    from .domain.applications import lapse_offers
    from .enums import ExhibitorState
    from .reminding import remind_exhibitors

    at = clock.now()
    late = {"exhibitors__state": ExhibitorState.OFFERED, "exhibitors__offered_until__lte": at}
    going_on = Occurrence.objects.exclude(state=OccurrenceState.CANCELLED)
    for occurrence in going_on.filter(**late).distinct().order_by("pk"):
        lapse_offers(occurrence=occurrence, at=at)
    return remind_exhibitors(at=at)
