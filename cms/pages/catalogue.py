from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.choices import WordedModelForm

from .base import LeadMixin, SitePage

COURSES_PER_PAGE = 12


class TermKind(models.TextChoices):
    TOPIC = "topic", _("Topic")
    AUDIENCE = "audience", _("Audience")
    SIZE = "size", _("Size of organisation")


@register_snippet
class CatalogueTerm(models.Model):
    """A word that courses are found by, named in four languages; one row serves them all."""

    kind = models.CharField(_("kind"), max_length=10, choices=TermKind)
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_nb = models.CharField(_("Bokmål"), max_length=80)
    name_nn = models.CharField(_("Nynorsk"), max_length=80, blank=True)
    name_sv = models.CharField(_("Swedish"), max_length=80, blank=True)
    name_en = models.CharField(_("English"), max_length=80, blank=True)

    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("kind", "code", "position", "name_nb", "name_nn", "name_sv", "name_en")],
        base_form_class=WordedModelForm,
    )

    class Meta:
        verbose_name = _("catalogue term")
        verbose_name_plural = _("catalogue terms")
        ordering = ("kind", "position", "code")
        constraints = (models.UniqueConstraint(fields=["kind", "code"], name="catalogue_term_is_unique"),)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language; bokmål where no other is written."""
        return getattr(self, f"name_{get_language()}", "") or self.name_nb


class CataloguePage(LeadMixin, SitePage):
    """All courses, to be searched and narrowed down."""

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *LeadMixin.lead_panels]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.CoursePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("course catalogue")
        verbose_name_plural = _("course catalogues")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .catalogue_search import CatalogueForm, active_facets, find_courses

        context = super().get_context(request, *args, **kwargs)
        form = CatalogueForm(request.GET)
        found = Paginator(find_courses(form.chosen()), COURSES_PER_PAGE)
        context["form"] = form
        context["total"] = found.count
        context["courses"] = found.get_page(request.GET.get("page"))
        context["active_facets"] = active_facets(form, request.GET)
        return context
