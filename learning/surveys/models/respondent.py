from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language

from ..enums import Moment


class Respondent(models.Model):
    """That a person is asked, and whether they have answered; never what. In an anonymous survey nothing leads on.

    `instance` tells several times apart that one person is asked the same: the enrolment, for a course taken twice.
    """

    occasion = models.ForeignKey(
        "surveys.Occasion", on_delete=models.CASCADE, related_name="respondents", verbose_name=_("occasion")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="surveys"
    )
    # Of who has no account, and answers by a link: where it goes, until that is forgotten.
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    # Whom the person acts for: a crisis pause there moves their deadline.
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    instance = models.CharField(max_length=40, blank=True)
    moment = models.CharField(_("when"), max_length=10, choices=Moment, default=Moment.ONCE)
    asked_at = models.DateTimeField(_("asked"))
    answered = models.BooleanField(_("has answered"), default=False)
    # Begun with; empty until then, and always in an anonymous survey.
    version = models.ForeignKey(
        "surveys.SurveyVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    draft = models.JSONField(_("begun answers"), default=dict, blank=True)
    # Mail: how many have been written, and when the next is due (none once it has been answered).
    mails = models.PositiveSmallIntegerField(default=0)
    mail_due_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("being asked in a survey")
        verbose_name_plural = _("being asked in surveys")
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(
                fields=["mail_due_at"], condition=models.Q(mail_due_at__isnull=False), name="respondent_mail_due"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["occasion", "user", "instance", "moment"], name="respondent_is_asked_once"),
            models.UniqueConstraint(
                "occasion",
                Lower("email"),
                "instance",
                "moment",
                condition=~models.Q(email=""),
                name="respondent_by_address_once",
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(email=""), name="respondent_is_a_person_or_an_address"
            ),
            models.CheckConstraint(
                condition=models.Q(answered=False) | models.Q(mail_due_at__isnull=True, draft={}),
                name="respondent_who_answered_is_left_alone",
            ),
        )

    def __str__(self) -> str:
        return f"Respondent {self.pk}"


class SealedDraft(models.Model):
    """Begun answers of an anonymous survey. Whose they are, and what they say, only the person's browser can tell."""

    lookup = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    saved_on = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sealed draft")
        verbose_name_plural = _("sealed drafts")

    def __str__(self) -> str:
        return f"Sealed draft {self.pk}"
