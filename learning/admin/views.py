"""Publishing a course and revoking a certificate: what an editor reads before, and the verb behind the button."""

from typing import Any

from django import forms
from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.models import CoursePage
from cms.people.requests import SignedInRequest

from ..changes import Changes
from ..domain.certificates import AlreadyRevoked, ReasonMissing, revoke_certificate
from ..domain.checks import Finding, check_course, stops_publishing
from ..domain.releases import (
    ChangedMeanwhile,
    NothingNew,
    NotReady,
    NotTheSource,
    Preview,
    is_source,
    preview_of,
    publish_course,
)
from ..enums import CertificateEventKind
from ..impact import impact_of_publishing
from ..models import Certificate, Course
from ..page_tree import CourseTree, read_tree
from ..policies import ReleasePolicy, safe_policy
from ..rules import may_publish_course, may_revoke
from .policy_form import PolicyForm
from .words import changes_in_words


class PublishForm(PolicyForm):
    """`looked_at` names the very pages the editor saw the consequences of."""

    note = forms.CharField(label=_("What is new"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))
    looked_at = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("note", "not_started", "under_way", "completed")

    def __init__(self, *args: Any, changes: Changes | None, looked_at: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, safe=safe_policy(changes) if changes else ReleasePolicy())
        self.fields["looked_at"].initial = looked_at
        if changes is None:
            for name in ("not_started", "under_way", "completed"):
                del self.fields[name]

    @property
    def chosen(self) -> ReleasePolicy | None:
        return self.policy if "under_way" in self.cleaned_data else None


class PublishCourseView(WagtailAdminTemplateMixin, FormView):
    """The checks, what the release changes, who is affected, and the button."""

    request: SignedInRequest

    template_name = "learning/admin/publish_course.html"
    form_class = PublishForm
    header_icon = "upload"
    page_title = _("Publish course")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(CoursePage, pk=kwargs["page_id"])
        if not may_publish_course(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        here = {"url": "", "label": str(self.page_title), "sublabel": self.page.title}
        return [*self.breadcrumbs_items, {"url": edit_url, "label": self.page.title}, here]

    @cached_property
    def course(self) -> Course | None:
        known = Course.objects.filter(translation_key=self.page.translation_key)
        return known.select_related("current_release").first()

    @cached_property
    def tree(self) -> CourseTree:
        return read_tree(self.page)

    @cached_property
    def findings(self) -> list[Finding]:
        return check_course(self.tree, on=clock.today())

    @cached_property
    def preview(self) -> Preview | None:
        """What would be published; nothing while something must be mended first, or from a translation."""
        if stops_publishing(self.findings) or not is_source(self.course, self.page):
            return None
        return preview_of(self.tree, self.course)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs, preview = super().get_form_kwargs(), self.preview
        kwargs.pop("initial", None)
        changes = preview.changes if preview and preview.is_new else None
        return kwargs | {"changes": changes, "looked_at": preview.content_hash if preview else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = self.preview.changes if self.preview else None
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "findings": [finding for finding in self.findings if finding.stops],
            "remarks": [finding for finding in self.findings if not finding.stops],
            "stops": stops_publishing(self.findings),
            "course": self.course,
            "changes": changes_in_words(changes) if changes else None,
            "impact": impact_of_publishing(self.course) if self.course else None,
        }

    def form_valid(self, form: PublishForm) -> HttpResponse:
        try:
            release = publish_course(
                page=self.page,
                by=self.request.user,
                at=clock.now(),
                note=form.cleaned_data["note"],
                policy=form.chosen,
                looked_at=form.cleaned_data["looked_at"],
            )
        except NotReady:
            return self.form_invalid(form)
        except ChangedMeanwhile:
            text = _now("The pages have changed since you opened this one. Look at what is new, then publish.")
            form.add_error(None, text)
            return self.form_invalid(form)
        except NothingNew:
            error(self.request, _now("Nothing has changed since the current release. Publish your pages first."))
        except NotTheSource:
            error(self.request, _now("Publish the course from the page it was first written in, not a translation."))
        else:
            success(self.request, _now("Release %(number)s is published.") % {"number": release.number})
            if run := release.moves_here.first():
                return redirect("learning_admin:move_run", pk=run.pk)
        return redirect(reverse("learning_admin:publish_course", args=[self.page.pk]))

    def form_invalid(self, form: PublishForm) -> HttpResponse:
        """Shown again with what was written; what it is about is named anew."""
        written = self.request.POST.copy()
        written["looked_at"] = self.preview.content_hash if self.preview else ""
        form.data = written
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RevokeForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class RevokeCertificateView(WagtailAdminTemplateMixin, FormView):
    request: SignedInRequest
    template_name = "learning/admin/revoke_certificate.html"
    form_class = RevokeForm
    header_icon = "cross"
    page_title = _("Revoke certificate")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.certificate = get_object_or_404(Certificate, pk=kwargs["pk"])
        if not may_revoke(request.user, self.certificate):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.certificate.number

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": str(self.page_title), "sublabel": self.certificate.number}
        return [*self.breadcrumbs_items, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = list(self.certificate.events.select_related("by"))
        is_revoked = bool(events) and events[-1].kind == CertificateEventKind.REVOKED
        about = {"certificate": self.certificate, "events": events, "is_revoked": is_revoked}
        return super().get_context_data(**kwargs) | about

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        try:
            reason = form.cleaned_data["reason"]
            revoke_certificate(certificate=self.certificate, reason=reason, by=self.request.user, at=clock.now())
        except AlreadyRevoked:
            error(self.request, _now("The certificate is revoked already."))
        except ReasonMissing:
            form.add_error("reason", _now("Write why the certificate is revoked."))
            return self.form_invalid(form)
        else:
            success(self.request, _now("The certificate is revoked. Its public page says so from now on."))
        return redirect("learning_admin:revoke_certificate", pk=self.certificate.pk)
