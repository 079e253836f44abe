import uuid
from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said

from ..enums import PUBLIC_STATES, Mode, OccurrenceState, WaitingPolicy


class Occurrence(models.Model):
    """One dated happening, with its iCal name (`uid`) and number of changes (`sequence`), both for ever.

    Moments are stored in UTC; `timezone` says on which clock its people read them.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey("events.Series", on_delete=models.PROTECT, related_name="occurrences")
    # Empty: the title of the series.
    titles = TextsField(_("title"))
    # Shown on its own page, when it has one: the page's translation_key.
    page_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=OccurrenceState, default=OccurrenceState.DRAFT)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Oslo")
    mode = models.CharField(_("where"), max_length=10, choices=Mode, default=Mode.ROOM)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    municipality = models.ForeignKey(
        "places.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    topics = models.ManyToManyField("cms.CatalogueTerm", verbose_name=_("topics"), blank=True, related_name="+")

    # Sign-up: open from, until; and what people may do themselves until when. Empty: until it starts.
    opens_at = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("sign-up closes"), null=True, blank=True)
    change_until = models.DateTimeField(_("may be changed until"), null=True, blank=True)
    cancel_until = models.DateTimeField(_("may be cancelled until"), null=True, blank=True)
    names_until = models.DateTimeField(_("names may be changed until"), null=True, blank=True)
    waiting = models.CharField(_("waiting list"), max_length=10, choices=WaitingPolicy, default=WaitingPolicy.STRICT)
    longest_waiting = models.PositiveIntegerField(_("most who may wait"), null=True, blank=True)
    offer_hours = models.PositiveSmallIntegerField(
        _("office hours to answer an offer"), default=8, validators=[MinValueValidator(1)]
    )
    # Asked whether they still come: from this moment, until that one; then silence gives the place to others.
    reconfirm_from = models.DateTimeField(_("ask people to say again that they come, from"), null=True, blank=True)
    reconfirm_until = models.DateTimeField(_("they answer until"), null=True, blank=True)
    release_silent = models.BooleanField(_("give the places of those who do not answer to others"), default=False)

    # Confirming a place enrols in this course (a course with a date), attendance counts these hours.
    course = models.ForeignKey(
        "learning.Course",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    hours = models.DecimalField(_("continuing hours"), max_digits=5, decimal_places=2, null=True, blank=True)

    # SEQUENCE of RFC 5545: raised in the same change as time, place, state or title. Never falls.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("made"), editable=False)
    changed_at = models.DateTimeField(_("last changed"), editable=False)
    # Of a postponed one, until it has a new day: when it should have been.
    was_to_start_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=["starts_at"], name="occurrence_starts"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="occurrence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True)
                | models.Q(opens_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="occurrence_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(release_silent=False)
                | models.Q(reconfirm_from__isnull=False, reconfirm_until__gt=models.F("reconfirm_from")),
                name="occurrence_releases_only_whom_it_asked",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_in(get_language() or "nb")

    def title_in(self, language: str) -> str:
        """Its own title, or that of its series, which must be loaded then."""
        return said(self.titles, language, "nb") or self.series.title_in(language)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def is_off(self) -> bool:
        """Whether nothing takes place on the day it is written down for; people keep their places."""
        return self.state in (OccurrenceState.POSTPONED, OccurrenceState.CANCELLED)

    @property
    def is_public(self) -> bool:
        """Whether visitors may know of it; its series must be loaded."""
        return self.state in PUBLIC_STATES and not self.series.members_only


class JoinLink(models.Model):
    """Where an online meeting is held. Apart, so that it is only read where a participant is let in."""

    occurrence = models.OneToOneField(Occurrence, on_delete=models.CASCADE, related_name="join_link")
    url = models.URLField(_("address of the meeting"), max_length=1000)
    opens_minutes = models.PositiveSmallIntegerField(_("opens this many minutes before"), default=15)

    class Meta:
        verbose_name = _("address of a meeting")
        verbose_name_plural = _("addresses of meetings")

    def __str__(self) -> str:
        return f"Address of meeting {self.pk}"
