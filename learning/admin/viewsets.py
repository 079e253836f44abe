"""Learning's lists in the admin: courses with their releases, certificates."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from ..models import Certificate, Course
from ..rules import may_revoke_certificates


class CourseViewSet(ModelViewSet):
    model = Course
    icon = "openquote"
    menu_label = _("Courses")
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        "title",
        "slug",
        Column(
            "release",
            label=_("Release"),
            accessor=lambda course: course.current_release and course.current_release.number,
        ),
    ]
    inspect_view_fields = ("title", "slug", "current_release")
    form_fields = ("title",)


class CertificateInspectView(InspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """A certificate is never edited; what staff can do is revoke it."""
        if not may_revoke_certificates(self.request.user):
            return []
        url = reverse("learning_admin:revoke_certificate", args=[self.object.pk])
        return [Button(_("Revoke…"), url=url, icon_name="cross", priority=10)]


class CertificateViewSet(ModelViewSet):
    inspect_view_class = CertificateInspectView
    model = Certificate
    icon = "tick-inverse"
    menu_label = _("Certificates")
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ("number", "holder_name", "title", "issued_at", "valid_until", "document_state")
    list_filter = ("language", "document_state")
    search_fields = ("number", "code", "holder_name", "title")
    inspect_view_fields = (
        "number",
        "code",
        "holder_name",
        "title",
        "outcome",
        "hours",
        "wording",
        "issuer",
        "issued_at",
        "valid_until",
        "basis_text",
        "document_state",
        "document_error",
    )
    form_fields = ("number",)


class LearningViewSetGroup(ModelViewSetGroup):
    menu_label = _("Learning")
    menu_icon = "openquote"
    menu_order = 150
    items = (CourseViewSet, CertificateViewSet)
