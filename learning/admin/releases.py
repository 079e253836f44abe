"""The releases of a course: what each changed, who stands where, two of them beside each other, and moving people."""

from typing import Any

from django.contrib.messages import error, info
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock

from ..changes import Changes, changes_between
from ..domain.moves import MoveUnderWay, NotLater, plan_move
from ..enums import Verb
from ..impact import impact_of_moving
from ..models import ActivityFact, Course, CourseRelease, MoveRun
from ..outline import outline_of
from ..policies import safe_policy
from ..queries import open_releases_of
from ..rules import may_look_after_releases, may_see_learners
from ..side_by_side import compare_lessons
from .policy_form import PolicyForm
from .words import changes_in_words, decided_in_words, kinds_in_words, policy_in_words

A_PAGE = 100


class OfReleases(WagtailAdminTemplateMixin):
    """A page about a course's releases, for those who publish it."""

    request: Any
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.course = self.find_course(**kwargs)
        if not may_look_after_releases(request.user, self.course, at=clock.now()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def find_course(self, **kwargs: Any) -> Course:
        return get_object_or_404(Course.objects.select_related("current_release"), pk=kwargs["pk"])

    def release(self, number: int) -> CourseRelease:
        return get_object_or_404(self.course.releases, number=number)

    def get_page_subtitle(self) -> str:
        return self.course.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        url = reverse("learning_admin:releases", args=[self.course.pk])
        here = {"url": "", "label": str(self.page_title), "sublabel": self.course.title}
        return [*self.breadcrumbs_items, {"url": url, "label": self.course.title}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"course": self.course}


class ReleasesView(OfReleases, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/releases.html"
    page_title = _("Releases")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        releases = list(open_releases_of(self.course))
        current = self.course.current_release_id
        rows = [
            {
                "release": release,
                "kinds": kinds_in_words(release.changes.get("kinds", ())),
                "policy": policy_in_words(release),
                "before": release.number - 1,
                "may_move": release.under_way and release.pk != current,
            }
            for release in releases
        ]
        runs = MoveRun.objects.filter(release__course=self.course).select_related("from_release", "release", "by")
        runs = runs.defer("from_release__outline", "release__outline")
        return super().get_context_data(**kwargs) | {"rows": rows, "runs": runs}


class CompareView(OfReleases, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/compare.html"
    page_title = _("Compare releases")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = self.release(kwargs["before"]), self.release(kwargs["after"])
        outlines = outline_of(before), outline_of(after)
        language = outlines[1].language_for(self.request.GET.get("language", get_language() or ""))
        changes = changes_between(*outlines)
        lessons = compare_lessons(before, after, changes, language=language)
        return super().get_context_data(**kwargs) | {
            "before": before,
            "after": after,
            "changes": changes_in_words(changes),
            "lessons": [{"kinds": kinds_in_words(one.change.kinds), "compared": one} for one in lessons],
            "language": language,
            "languages": outlines[1].languages,
            "others": [number for number in range(1, after.number) if number != before.number],
        }


class MoveView(OfReleases, FormView):
    """Moving those who stayed behind to the current release, as somebody decides afterwards."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "learning/admin/move.html"
    form_class = PolicyForm
    page_title = _("Move people")

    @cached_property
    def old(self) -> CourseRelease:
        found = self.release(self.kwargs["number"])
        if self.course.current_release is None or found.pk == self.course.current_release_id:
            raise Http404
        return found

    @cached_property
    def changes(self) -> Changes:
        assert self.course.current_release is not None
        return changes_between(outline_of(self.old), outline_of(self.course.current_release))

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("initial", None)
        return kwargs | {"safe": safe_policy(self.changes), "offers": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "old": self.old,
            "changes": changes_in_words(self.changes),
            "impact": impact_of_moving(self.old),
        }

    def form_valid(self, form: PolicyForm) -> HttpResponse:
        assert self.course.current_release is not None
        try:
            run = plan_move(
                from_release=self.old,
                release=self.course.current_release,
                policy=form.policy,
                by=self.request.user,
                at=clock.now(),
            )
        except (MoveUnderWay, NotLater):
            error(self.request, _now("The people of this release are being moved already."))
            run = None
        else:
            if run is None:
                info(self.request, _now("Nobody is moved."))
        if run is None:
            return redirect("learning_admin:releases", pk=self.course.pk)
        return redirect("learning_admin:move_run", pk=run.pk)

    def form_invalid(self, form: PolicyForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class MoveRunView(OfReleases, TemplateView):
    """How far a move has come, and the log: who was moved, and what begins afresh for them."""

    http_method_names = ["get", "head", "options"]
    template_name = "learning/admin/move_run.html"
    page_title = _("People moved")

    def find_course(self, **kwargs: Any) -> Course:
        rows = MoveRun.objects.select_related("release__course", "from_release", "by")
        self.run = get_object_or_404(rows.defer("release__outline", "from_release__outline"), pk=kwargs["pk"])
        return self.run.release.course

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = ActivityFact.objects.filter(
            enrolment__course=self.course, verb=Verb.MOVED, client_id=f"moved:{self.run.pk}"
        )
        facts = facts.select_related("enrolment__learner").order_by("pk")
        page = Paginator(facts, A_PAGE).get_page(self.request.GET.get("p"))
        may_see = may_see_learners(self.request.user, self.course, at=clock.now())
        return super().get_context_data(**kwargs) | {
            "run": self.run,
            "decided": decided_in_words(self.run.not_started, self.run.under_way),
            "page_obj": page,
            "may_see_learners": may_see,
            "rows": [{"fact": fact, "afresh": len(fact.value.get("redo", ()))} for fact in page],
        }
