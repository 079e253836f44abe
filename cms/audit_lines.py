"""Lines of the log that nobody's verb writes: staff who sign in, and what Wagtail writes about people."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_save
from wagtail.models import ModelLogEntry

from . import audit, clock
from .people.models import User


def connect() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(staff_signed_in)
    pre_save.connect(name_nobody, sender=ModelLogEntry)


def staff_signed_in(user: User, **_: Any) -> None:
    """Who can change other people's things leaves a line when they come; learners do not."""
    if user.is_staff or user.has_perm("wagtailadmin.access_admin"):
        audit.record(user, action="people.sign_in", by=user, at=clock.now())


def name_nobody(instance: ModelLogEntry, **_: Any) -> None:
    """Wagtail's own lines about a person would hold the name for ever: kind and number are enough."""
    if instance.content_type_id == ContentType.objects.get_for_model(User).pk:
        instance.label = f"{User._meta.verbose_name} {instance.object_id}"
