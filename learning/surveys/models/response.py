import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Moment


class Response(models.Model):
    """What somebody answered.

    Anonymous: sealed as a whole, with no person, day, organisation or version in the clear, under a number that says
    nothing; all answers of the same year change places whenever one is added (`domain/mixing.py`). Otherwise: answers
    by question key, the person by way of `respondent` until it is forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occasion = models.ForeignKey("surveys.Occasion", on_delete=models.CASCADE, related_name="responses")
    moment = models.CharField(_("when"), max_length=10, choices=Moment, default=Moment.ONCE)
    year = models.PositiveSmallIntegerField(_("year"))
    # Counted in what others see: in a survey that shows sums, once there are five new ones; in its year's sums, once
    # there are five new ones of that year.
    released = models.BooleanField(default=False)
    released_in_year = models.BooleanField(default=False)
    sealed = models.TextField(blank=True)
    respondent = models.OneToOneField(
        "surveys.Respondent", null=True, blank=True, on_delete=models.SET_NULL, related_name="response"
    )
    version = models.ForeignKey(
        "surveys.SurveyVersion",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("version"),
    )
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    # {"kind": "municipality", "county": "12"}: of the organisation, for comparing.
    background = models.JSONField(default=dict, blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ("pk",)
        indexes = (models.Index(fields=["occasion", "moment", "year"], name="response_mixed_with"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sealed="", answered_on__isnull=False, version__isnull=False)
                | (
                    ~models.Q(sealed="")
                    & models.Q(
                        respondent__isnull=True,
                        answered_on__isnull=True,
                        version__isnull=True,
                        answers={},
                        background={},
                    )
                ),
                name="response_sealed_names_nobody",
            ),
        )

    def __str__(self) -> str:
        return f"Response {self.pk}"
