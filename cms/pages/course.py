from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from theme.templatetags.theme import duration

from ..blocks.gates import EntryGateBlock, gate_field
from ..hook_points import course_panels
from .base import LeadMixin, SitePage
from .catalogue import CatalogueTerm, TermKind


class CourseLevel(models.TextChoices):
    INTRODUCTORY = "introductory", _("Introductory")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")


class CourseFormat(models.TextChoices):
    ONLINE = "online", _("Online")
    CLASSROOM = "classroom", _("In person")
    BLENDED = "blended", _("Online and in person")


def hours_text(hours: Decimal) -> str:
    """Say a length as the catalogue does: 45 min, 3 h 30 min."""
    return duration(round(hours * 60))


class CoursePage(LeadMixin, SitePage):
    """Where a course is written and presented. Learners read what *publish course* froze from it, never the page."""

    picture_field = "illustration"

    about = RichTextField(_("about the course"), features=["bold", "italic", "ul", "ol", "link"], blank=True)
    outcome = models.CharField(
        _("learning outcome"), max_length=300, help_text=_("One sentence. It stands on the certificate.")
    )
    minutes = models.PositiveIntegerField(_("length in minutes"), default=60)
    level = models.CharField(_("level"), max_length=20, choices=CourseLevel, default=CourseLevel.INTRODUCTORY)
    format = models.CharField(_("format"), max_length=20, choices=CourseFormat, default=CourseFormat.ONLINE)
    terms = ParentalManyToManyField(CatalogueTerm, verbose_name=_("found by"), blank=True, related_name="courses")
    illustration = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("illustration"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    illustration_alt = models.CharField(_("text instead of the illustration"), max_length=300, blank=True)
    in_order = models.BooleanField(
        _("lessons are taken in order"), default=False, help_text=_("A lesson opens when those before it are done.")
    )
    gate = gate_field(EntryGateBlock())
    valid_months = models.PositiveSmallIntegerField(
        _("certificate is valid for (months)"), null=True, blank=True, help_text=_("Leave empty if it does not expire.")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *LeadMixin.lead_panels,
        FieldPanel("about"),
        MultiFieldPanel([FieldPanel("illustration"), FieldPanel("illustration_alt")], heading=_("Illustration")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("minutes", "level", "format", "terms")], heading=_("In the catalogue")
        ),
        MultiFieldPanel([FieldPanel("in_order"), FieldPanel("gate")], heading=_("For learners")),
        MultiFieldPanel([FieldPanel("outcome"), FieldPanel("valid_months")], heading=_("On the certificate")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *LeadMixin.lead_search,
        index.SearchField("about"),
        index.SearchField("outcome"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.CataloguePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ModulePage"]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    @property
    def hours(self) -> Decimal:
        """Study time in hours, to two places: enough to get the minutes back."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.01"))

    @property
    def hours_text(self) -> str:
        return duration(self.minutes)

    @property
    def topics(self) -> list[CatalogueTerm]:
        return self._terms_of(TermKind.TOPIC)

    @property
    def audiences(self) -> list[CatalogueTerm]:
        return self._terms_of(TermKind.AUDIENCE)

    @property
    def sizes(self) -> list[CatalogueTerm]:
        return self._terms_of(TermKind.SIZE)

    def _terms_of(self, kind: TermKind) -> list[CatalogueTerm]:
        return [term for term in self._all_terms if term.kind == kind]

    @cached_property
    def _all_terms(self) -> list[CatalogueTerm]:
        return list(self.terms.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["modules"] = self.outline()
        context["panels"] = course_panels.render(request, page=self)
        return context

    def outline(self) -> list[dict[str, Any]]:
        """What the course holds, live pages only: modules with title, summary and their lessons' title and minutes."""
        from .lesson import LessonPage
        from .module import ModulePage

        modules = {
            module.path: {"title": module.title, "summary": module.summary, "lessons": []}
            for module in ModulePage.objects.live().child_of(self)
        }
        for lesson in LessonPage.objects.live().descendant_of(self).defer("body"):
            if module := modules.get(lesson.path[: -LessonPage.steplen]):
                module["lessons"].append({"title": lesson.title, "minutes": lesson.minutes})
        return list(modules.values())
