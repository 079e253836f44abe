"""Learning's lists in the admin: courses with their releases, certificates."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from cms import clock
from cms.admin_lists import PlainInspectView, ReadOnlyViewSet, YesNoColumn

from ..joining.rules import may_set_ways
from ..models import Certificate, Course, ProgressCheck
from ..queries import certificates_with_standing
from ..rules import may_look_after_releases, may_revoke, may_see_grades, may_see_learners
from ..verification import EXPIRED, REVOKED, SUPERSEDED, VALID, status_of

STATUS_WORDS = {
    VALID: _("Valid"),
    EXPIRED: _("Expired"),
    REVOKED: _("Revoked"),
    SUPERSEDED: _("Replaced by a newer one"),
}


class CourseInspectView(PlainInspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The ways to the learners and their quizzes, for those who follow them up, and to the releases, for those who
        publish."""
        at, ways = clock.now(), []
        if may_see_learners(self.request.user, self.object, at=at):
            ways.append((_("Learners"), "learning_admin:learners", "group"))
            ways.append((_("Quizzes"), "learning_admin:course_quizzes", "help"))
            ways.append((_("Discussion"), "discussion_admin:course", "comment"))
            ways.append((_("Tabletops"), "course_tabletops", "group"))
            ways.append((_("Invite"), "joining_admin:invitations", "mail"))
            ways.append((_("Groups"), "joining_admin:groups", "group"))
        if may_look_after_releases(self.request.user, self.object, at=at):
            ways.append((_("Releases"), "learning_admin:releases", "history"))
        if may_set_ways(self.request.user, self.object, at=at):
            ways.append((_("Ways into the course"), "joining_admin:ways", "cog"))
        buttons = [
            Button(words, url=reverse(name, args=[self.object.pk]), icon_name=icon, priority=order)
            for order, (words, name, icon) in enumerate(ways, start=1)
        ]
        if may_see_grades(self.request.user, self.object, at=at):
            url = reverse("teaching:glance", args=[self.object.slug])
            buttons.append(Button(_("How it goes"), url=url, icon_name="view", priority=0))
        return buttons


class CourseViewSet(ReadOnlyViewSet):
    inspect_view_class = CourseInspectView
    model = Course
    icon = "openquote"
    menu_label = _("Courses")
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


class CertificateInspectView(PlainInspectView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """A certificate is never edited; what staff can do is revoke it."""
        if not may_revoke(self.request.user, self.object):
            return []
        url = reverse("learning_admin:revoke_certificate", args=[self.object.pk])
        return [Button(_("Revoke…"), url=url, icon_name="cross", priority=10)]

    def get_standing_display_value(self) -> str:
        return standing_in_words(certificates_with_standing().get(pk=self.object.pk))

    def get_field_label(self, field_name: str, field: Any) -> str:
        return gettext("Status") if field_name == "standing" else super().get_field_label(field_name, field)


def standing_in_words(certificate: Certificate) -> str:
    """Valid, expired, revoked or superseded, as it is today."""
    status = status_of(certificate.last_event, certificate.valid_until, on=clock.today())
    return str(STATUS_WORDS[status])


class CertificateIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Certificate]:
        return certificates_with_standing()


class CertificateViewSet(ReadOnlyViewSet):
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateInspectView
    model = Certificate
    icon = "tick-inverse"
    menu_label = _("Certificates")
    list_display: ClassVar[list[Any]] = [
        "number",
        "holder_name",
        "title",
        "issued_at",
        "valid_until",
        Column("standing", label=_("Status"), accessor=standing_in_words),
    ]
    list_filter = ("language", "document_state")
    search_fields = ("number", "code", "holder_name", "title")
    inspect_view_fields = (
        "standing",
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


class ProgressCheckInspectView(PlainInspectView):
    def get_differences_display_value(self) -> SafeString:
        """A line for each, with the ids that `manage.py rebuild_progress` names too."""
        lines = (
            (one["enrolment"], one["what"], str(one["stored"]), str(one["facts"])) for one in self.object.differences
        )
        said = gettext("Enrolment {}: {} is {}, facts say {}")
        return format_html("<ul>{}</ul>", format_html_join("", f"<li>{said}</li>", lines))


class ProgressCheckViewSet(ReadOnlyViewSet):
    """Whether progress is what the facts say, night by night."""

    inspect_view_class = ProgressCheckInspectView
    model = ProgressCheck
    icon = "tasks"
    menu_label = _("Checks of progress")
    list_display: ClassVar[list[Any]] = [
        "started_at",
        "checked",
        "found",
        YesNoColumn("repaired", label=_("Repaired"), sort_key="repaired"),
    ]
    inspect_view_fields = ("started_at", "checked", "found", "repaired", "differences")
    form_fields = ("checked",)


class LearningViewSetGroup(ModelViewSetGroup):
    menu_label = _("Learning")
    menu_icon = "openquote"
    menu_order = 150
    items = (CourseViewSet, CertificateViewSet, ProgressCheckViewSet)
