"""What events does when rooms below, or its own verbs, announce something."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from cms.people.models import User
from cms.privacy.consents import SPECIAL_NEEDS
from cms.privacy.signals import consent_withdrawn

from .models import Need, Occurrence, Place
from .pages import publish_when_known
from .signals import occurrence_changed, place_handed_over, places_confirmed, places_ended


@receiver(consent_withdrawn)
def forget_needs(user: User, purpose: str, at: datetime, **_: Any) -> None:
    if purpose == SPECIAL_NEEDS:
        Need.objects.filter(place__user=user).delete()


@receiver(places_confirmed)
@receiver(places_ended)
def settle_enrolments(places: list[Place], at: datetime, **_: Any) -> None:
    """Of a course with a date: enrol and withdraw, in the background."""
    from .tasks import settle_enrolments as task

    if places[0].occurrence.course_id and any(place.user_id or place.confirmed_at for place in places):
        task.delay([place.pk for place in places])


@receiver(place_handed_over)
def settle_enrolment_of_both(place: Place, at: datetime, **_: Any) -> None:
    settle_enrolments(places=[place], at=at)


@receiver(occurrence_changed)
def publish_its_page(occurrence: Occurrence, **_: Any) -> None:
    publish_when_known(occurrence=occurrence)
