"""One page for crisis pauses: which hold, a form, and before anything happens a page that says whom it covers."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.pauses import AlreadyPaused, PauseIsOver, declare_pause, end_pause
from ..models import Pause
from ..queries import coverage, running_pauses
from ..rules import may_pause
from .forms import PauseForm

SHOWN = 20


class _PauseView(WagtailAdminTemplateMixin):
    header_icon = "time"
    page_title = _("Crisis pause")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_pause(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]


class PausesView(_PauseView, FormView):
    """Declare: the first answer shows whom it would cover, the second one declares it."""

    request: SignedInRequest
    template_name = "pause/admin/pauses.html"
    form_class = PauseForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        over = Pause.objects.filter(ends_at__lte=at).select_related("municipality__county", "county", "organisation")
        lists = {"running": list(running_pauses(at=at)), "over": list(over[:SHOWN])}
        return super().get_context_data(**kwargs) | lists

    def form_valid(self, form: PauseForm) -> HttpResponse:
        if "confirmed" not in self.request.POST:
            return self._ask(form)
        values, target = form.cleaned_data, form.target
        by, at = self.request.user, clock.now()
        try:
            pause = declare_pause(target=target, reason=values["reason"], ends_at=values["ends_at"], by=by, at=at)
        except AlreadyPaused:
            form.add_error(None, _now("A pause holds for the same already. End it first if it should be another one."))
            return self.form_invalid(form)
        success(self.request, _now("The timers stand still for %(covers)s.") % {"covers": pause.covers})
        return redirect("pauses")

    def _ask(self, form: PauseForm) -> HttpResponse:
        covered = coverage(form.target, at=clock.now())
        pause = Pause(**form.target.fields())
        words = {"covers": pause.covers, "scope_word": pause.get_scope_display()}
        about = self.get_context_data(form=form, covered=covered, **words)
        return self.response_class(self.request, "pause/admin/confirm.html", about)


class EndPauseView(_PauseView, TemplateView):
    request: SignedInRequest
    template_name = "pause/admin/end.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pause = get_object_or_404(
            Pause.objects.select_related("municipality__county", "county", "organisation"), pk=kwargs["pk"]
        )
        return super().get_context_data(**kwargs) | {"pause": pause}

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        pause = get_object_or_404(Pause, pk=pk)
        try:
            ended = end_pause(pause=pause, by=request.user, at=clock.now())
        except PauseIsOver:
            error(request, _now("The pause is over already."))
        else:
            success(request, _now("The timers of %(covers)s run again.") % {"covers": ended.covers})
        return redirect("pauses")
