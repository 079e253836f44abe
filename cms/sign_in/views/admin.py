"""Removing a second step for somebody who has lost it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest

from ..domain.second_factors import NoSecondFactor, remove_second_factors
from ..rules import may_remove_second_factors

WORDS = {
    Authenticator.Type.TOTP: _("Code from an app"),
    Authenticator.Type.WEBAUTHN: _("Passkey"),
    Authenticator.Type.RECOVERY_CODES: _("Recovery codes"),
}


class RemoveSecondFactorsView(WagtailAdminTemplateMixin, TemplateView):
    """What the person has, a word of warning, and the button."""

    request: SignedInRequest
    template_name = "sign_in/admin/remove_second_factors.html"
    header_icon = "key"
    page_title = _("Remove a second step")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        if not may_remove_second_factors(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title), "sublabel": str(self.person)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = [
            {"words": WORDS[one.type], "since": one.created_at}
            for one in Authenticator.objects.filter(user=self.person).order_by("created_at")
        ]
        return super().get_context_data(**kwargs) | {"person": self.person, "held": held}

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        try:
            remove_second_factors(user=self.person, by=request.user, at=clock.now())
        except NoSecondFactor:
            error(request, _now("There was no second step to remove."))
        else:
            success(request, _now("The second step is removed. %(person)s has been told.") % {"person": self.person})
        return redirect("wagtailusers_users:index")
