from typing import Any

from django.contrib.messages import success, warning
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.requests import SignedInRequest
from learning.rules import courses_looked_after_by

from ..assessing import Assessment
from ..domain.grading import publish_drafts
from ..models import Submission
from ..queries import block_on, overdue_reviews
from .filters import DRAFTS, STATES, Filters

A_PAGE = 50


class OfAssessors(WagtailAdminTemplateMixin):
    """For those who teach or own a course; each sees what was handed in in theirs."""

    request: Any
    header_icon = "upload"
    page_title: Any = _("Assignments to assess")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = clock.now()
        self.courses = courses_looked_after_by(request.user, at=self.at)
        self.filters = Filters.of(request.GET)
        if not self.may_enter():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def may_enter(self) -> bool:
        return self.courses.exists()

    @property
    def queue_url(self) -> str:
        url, query = reverse("assignments_admin:queue"), self.filters.query
        return f"{url}?{query}" if query else url

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": self.queue_url, "label": _("Assignments to assess")}
        here = [] if self.page_title == queue["label"] else [{"url": "", "label": self.page_title}]
        return [*self.breadcrumbs_items, queue, *here]


class QueueView(OfAssessors, TemplateView):
    """What waits in the courses one teaches or owns, the oldest first."""

    http_method_names = ["get", "head", "options"]
    template_name = "assignments/admin/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.filters.rows(self.courses), A_PAGE).get_page(self.request.GET.get("p"))
        rows = [self._row(one) for one in page]
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "rows": rows,
            "filters": self.filters,
            "query": self.filters.query,
            "courses": list(self.courses.order_by("title")),
            "states": STATES,
            "overdue": overdue_reviews(self.courses, today=clock.local_date(self.at)),
            "drafts": sum(row["submission"].has_draft for row in rows) if self.filters.state == DRAFTS else 0,
        }

    def _row(self, submission: Submission) -> dict[str, Any]:
        title = block_on(submission.release, submission.item_key, get_language() or "")["title"]
        url = reverse("assignments_admin:assess", args=[submission.pk])
        query = self.filters.query
        return {"submission": submission, "title": title, "url": f"{url}?{query}" if query else url}


class PublishDraftsView(OfAssessors, TemplateView):
    """Publish the drafts of an assignment together: first the list of them, then, when told to, all at once."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "assignments/admin/publish.html"
    page_title = _("Publish drafts")

    def _drafts(self) -> list[Submission]:
        filters = Filters(self.filters.course, self.filters.item, DRAFTS)
        return list(filters.rows(self.courses).prefetch_related("feedbacks")[:500])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [{"submission": one, "missing": self._missing(one)} for one in self._drafts()]
        whole = sum(not row["missing"] for row in rows)
        return super().get_context_data(**kwargs) | {"rows": rows, "whole": whole, "queue_url": self.queue_url}

    def _missing(self, submission: Submission) -> bool:
        draft = next(one for one in submission.feedbacks.all() if not one.is_published)
        block = block_on(submission.release, submission.item_key, "")
        return bool(Assessment(draft.criteria, draft.comment, draft.passed).missing(block))

    def post(self, request: SignedInRequest) -> HttpResponse:
        done, left = publish_drafts(submissions=self._drafts(), by=request.user, at=self.at)
        if done:
            text = ngettext("%(number)s draft is published.", "%(number)s drafts are published.", done)
            success(request, text % {"number": done})
        if left:
            text = ngettext("%(number)s draft is not whole yet.", "%(number)s drafts are not whole yet.", left)
            warning(request, text % {"number": left})
        return redirect(self.queue_url)
