from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.imports.enums import Column

from ..enums import WHY_NOT_TICKED, LineReason, ListState


class EnrolmentList(models.Model):
    """People of one organisation whom its contact person enrols in a course: checked first, then enrolled in batches.

    The file itself is not kept.
    """

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="lists"
    )
    organisation = models.ForeignKey(
        "people.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ListState, default=ListState.CHECKED)
    # Its people were ticked by name; otherwise they stood in a file.
    ticked = models.BooleanField(_("people were ticked"), default=False, editable=False)
    made_at = models.DateTimeField(_("made"))
    moved_at = models.DateTimeField(_("last moved"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # Starts since the last batch that was finished: a list that kills its worker is given up.
    attempts = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("list of people to enrol")
        verbose_name_plural = _("lists of people to enrol")
        ordering = ("-made_at", "-pk")
        indexes = (
            models.Index(fields=["moved_at"], condition=models.Q(state=ListState.RUNNING), name="joining_list_running"),
        )

    def __str__(self) -> str:
        return f"List {self.pk} of people to enrol"

    @property
    def is_working(self) -> bool:
        return self.state == ListState.RUNNING


class ListLine(models.Model):
    """One person of a list, or why the line enrols nobody. Row 1 is the headings, as in a spreadsheet."""

    record = models.ForeignKey(EnrolmentList, verbose_name=_("list"), on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=20, choices=Column, blank=True)
    reason = models.CharField(_("reason"), max_length=30, choices=LineReason, blank=True)
    # Only of lines that are refused, so that they can be found in the file.
    value = models.CharField(_("what stands there"), max_length=80, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    enrolment = models.OneToOneField(
        "learning.Enrolment", null=True, on_delete=models.SET_NULL, related_name="list_line"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of people to enrol")
        verbose_name_plural = _("lines of people to enrol")
        ordering = ("row",)
        constraints = (
            models.UniqueConstraint(fields=["record", "row"], name="joining_line_once"),
            models.UniqueConstraint(
                fields=["record", "user"], condition=models.Q(reason=""), name="joining_line_one_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"Line {self.row} of {self.record_id}"

    @property
    def person(self) -> str:
        """Of people who were ticked: whom the line is about, also when they were refused."""
        return self.value or str(self.user or "")

    @property
    def why_not(self) -> str:
        """Of people who were ticked: the reason, for a list without a file."""
        return str(WHY_NOT_TICKED.get(self.reason, self.get_reason_display()))
