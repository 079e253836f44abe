"""What is kept of pauses in the cache is forgotten once a change is committed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from cms.people.models import Organisation
from cms.places.models import Municipality

from . import queries
from .models import Pause


def connect() -> None:
    """Called once, when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(pause_changed, sender=Pause)
        signal.connect(organisation_changed, sender=Organisation)
        signal.connect(municipality_changed, sender=Municipality)


def pause_changed(**_: Any) -> None:
    transaction.on_commit(queries.forget_pauses)


def organisation_changed(instance: Organisation, **_: Any) -> None:
    transaction.on_commit(lambda: queries.forget_organisation(instance.pk))


def municipality_changed(instance: Municipality, **_: Any) -> None:
    """Its county may be another one: a reform, a few rows, now and then."""

    def forget() -> None:
        for pk in Organisation.objects.filter(municipality=instance).values_list("pk", flat=True):
            queries.forget_organisation(pk)

    transaction.on_commit(forget)
