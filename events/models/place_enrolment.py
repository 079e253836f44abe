from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceEnrolment(models.Model):
    """That a place at a course with a date enrolled its person. Only such an enrolment ends with the place."""

    place = models.OneToOneField("events.Place", on_delete=models.CASCADE, related_name="enrolment")
    enrolment = models.OneToOneField("learning.Enrolment", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(_("enrolled"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrolment by a place")
        verbose_name_plural = _("enrolments by places")

    def __str__(self) -> str:
        return f"Enrolment by place {self.place_id}"
