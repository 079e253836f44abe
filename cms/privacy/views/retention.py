"""The retention table in the admin: what goes when and by which right, the last runs, and counting without deleting."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.retention import apply_retention
from ..models import RetentionRun
from ..queries import retention_table
from ..rules import may_count_what_is_due, may_read_privacy_lists

LAST_RUNS = 5


class RetentionView(WagtailAdminTemplateMixin, TemplateView):
    """A GET shows the table; a POST counts what a run would deal with now, and shows it beside each line."""

    request: SignedInRequest
    template_name = "privacy/admin/retention.html"
    header_icon = "time"
    page_title = _("What is deleted when")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_privacy_lists(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_count_what_is_due(request.user):
            error(request, _now("Auditors look and change nothing, and counting leaves a report. Ask a coordinator."))
            return redirect("privacy_admin:retention")
        run = apply_retention(by=request.user, at=clock.now(), dry_run=True)
        success(request, _now("Counted. Nothing was deleted."))
        return redirect(f"{reverse('privacy_admin:retention')}?run={run.pk}")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self._run()
        about = {
            "run": run,
            "table": retention_table(run),
            "runs": RetentionRun.objects.select_related("by")[:LAST_RUNS],
            "may_count": may_count_what_is_due(self.request.user),
        }
        return super().get_context_data(**kwargs) | about

    def _run(self) -> RetentionRun | None:
        wanted = self.request.GET.get("run", "")
        return get_object_or_404(RetentionRun, pk=wanted) if wanted.isdecimal() and len(wanted) < 19 else None
