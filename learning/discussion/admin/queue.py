"""What waits for a moderator, and one post with all that is known of it."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.sanitise import people_html

from ..domain.moderation import (
    MayNotModerate,
    NotPossibleNow,
    OwnPost,
    ReasonMissing,
    decide,
    is_possible,
)
from ..enums import Ruling
from ..models import Post
from ..queries import courses_moderated_by, may_moderate_somewhere, posts_looked_at, posts_to_look_at
from ..rules import is_own_post, moderates
from ..words import name_of
from .forms import RulingForm

A_PAGE = 25
# What each button says.
BUTTONS = {
    Ruling.APPROVED: _("Approve"),
    Ruling.KEPT: _("Keep"),
    Ruling.RESTORED: _("Show again"),
    Ruling.HIDDEN: _("Hide"),
}


class OfModeration(WagtailAdminTemplateMixin):
    """A page for those who moderate some course; each says itself which."""

    request: Any
    header_icon = "comment"
    page_title = _("Discussions")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = clock.now()
        if not may_moderate_somewhere(request.user, at=self.at):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        way = {"url": reverse("discussion_admin:queue"), "label": _now("Discussions")}
        return [*self.breadcrumbs_items, way, {"url": "", "label": str(self.page_title)}]


class QueueView(OfModeration, TemplateView):
    """What waits for approval or was reported, the oldest first; or what was decided, the newest first."""

    http_method_names = ["get", "head", "options"]
    template_name = "discussion/admin/queue.html"
    page_title = _("Posts to look at")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decided = self.request.GET.get("show") == "decided"
        courses = courses_moderated_by(self.request.user, at=self.at)
        posts = (posts_looked_at if decided else posts_to_look_at)(courses)
        page = Paginator(posts, A_PAGE).get_page(self.request.GET.get("p"))
        rows = [{"post": one, "name": name_of(one)} for one in page.object_list]
        return super().get_context_data(**kwargs) | {"page_obj": page, "rows": rows, "decided": decided}


class PostView(OfModeration, FormView):
    """A post with its earlier texts, reports and history; the buttons are those that are possible now."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "discussion/admin/post.html"
    form_class = RulingForm
    page_title = _("Look at a post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Post.objects.select_related("author", "thread__course")
        self.post_shown = rows.filter(pk=kwargs["pk"]).first()
        return super().dispatch(request, *args, **kwargs)

    @property
    def found(self) -> Post:
        """Of a course one moderates; others are not found."""
        if self.post_shown is None or not moderates(self.request.user, self.post_shown.thread.course, at=self.at):
            raise Http404
        return self.post_shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.found
        own = is_own_post(self.request.user, post)
        buttons = [] if own else [(one.value, words) for one, words in BUTTONS.items() if is_possible(post, one)]
        return super().get_context_data(**kwargs) | {
            "post": post,
            "name": name_of(post),
            "html": people_html(post.text) if post.text else "",
            "earlier": [{"at": one.replaced_at, "html": people_html(one.text)} for one in post.earlier_texts.all()],
            "reports": [] if own else post.reports.select_related("reporter"),
            "rulings": post.rulings.select_related("by"),
            "buttons": buttons,
            "own": own,
        }

    def form_valid(self, form: RulingForm) -> HttpResponse:
        ruling, reason = Ruling(form.cleaned_data["ruling"]), form.cleaned_data["reason"]
        if ruling not in BUTTONS:
            raise Http404
        try:
            decide(post=self.found, ruling=ruling, reason=reason, by=self.request.user, at=self.at)
        except ReasonMissing:
            form.add_error("reason", _now("Say why: the author is told."))
            return self.form_invalid(form)
        except (MayNotModerate, OwnPost):
            raise PermissionDenied from None
        except NotPossibleNow:
            error(self.request, _now("The post has changed meanwhile. Look at it again."))
            return redirect("discussion_admin:post", self.found.pk)
        success(self.request, _now("Decided: %(ruling)s.") % {"ruling": ruling.label.lower()})
        return self._next()

    def _next(self) -> HttpResponse:
        """On to what waits longest, so that a queue is worked through without going back."""
        waiting = posts_to_look_at(courses_moderated_by(self.request.user, at=self.at)).first()
        return redirect("discussion_admin:post", waiting.pk) if waiting else redirect("discussion_admin:queue")

    def form_invalid(self, form: RulingForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
