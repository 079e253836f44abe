from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Verb
from .immutable import WrittenOnce


class ActivityFact(WrittenOnce):
    """Something a learner did, or that was decided about it. Added, never changed: everything else can be rebuilt.

    `client_id` says "this very event": a form posted twice is one fact.
    """

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="facts")
    verb = models.CharField(_("what"), max_length=12, choices=Verb)
    item_key = models.CharField(_("item"), max_length=80, blank=True)
    item_hash = models.CharField(max_length=64, blank=True)
    value = models.JSONField(_("details"), default=dict)
    client_id = models.CharField(max_length=120)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("activity fact")
        verbose_name_plural = _("activity facts")
        ordering = ("enrolment", "at", "pk")
        constraints = (models.UniqueConstraint(fields=["enrolment", "client_id"], name="fact_happens_once"),)

    def __str__(self) -> str:
        return f"Fact {self.pk} {self.verb}"
