"""Publishing a course and revoking a certificate: what an editor reads before, and the verb behind the button."""

from typing import Any

from django import forms
from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.models import CoursePage
from cms.people.requests import SignedInRequest

from ..domain.certificates import AlreadyRevoked, ReasonMissing, revoke_certificate
from ..domain.checks import check_course, stops_publishing
from ..domain.releases import NothingNew, NotReady, NotTheSource, publish_course
from ..enums import CertificateEventKind
from ..impact import impact_of_publishing
from ..models import Certificate, Course
from ..page_tree import read_tree
from ..rules import may_publish_course, may_revoke


class PublishForm(forms.Form):
    note = forms.CharField(label=_("What is new"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))


class PublishCourseView(WagtailAdminTemplateMixin, FormView):
    """The checks, who is affected, and the button."""

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        findings = check_course(read_tree(self.page), on=clock.today())
        course = (
            Course.objects.filter(translation_key=self.page.translation_key).select_related("current_release").first()
        )
        return context | {
            "page": self.page,
            "findings": [finding for finding in findings if finding.stops],
            "remarks": [finding for finding in findings if not finding.stops],
            "stops": stops_publishing(findings),
            "course": course,
            "impact": impact_of_publishing(course) if course else None,
        }

    def form_valid(self, form: PublishForm) -> HttpResponse:
        try:
            release = publish_course(
                page=self.page, by=self.request.user, at=clock.now(), note=form.cleaned_data["note"]
            )
        except NotReady:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        except NothingNew:
            error(self.request, _now("Nothing has changed since the current release. Publish your pages first."))
        except NotTheSource:
            error(self.request, _now("Publish the course from the page it was first written in, not a translation."))
        else:
            success(self.request, _now("Release %(number)s is published.") % {"number": release.number})
        return redirect(reverse("learning_admin:publish_course", args=[self.page.pk]))


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
