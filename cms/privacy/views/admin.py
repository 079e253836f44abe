"""Erasing a person who has asked the centre to."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock
from cms.people.models import User
from cms.people.requests import SignedInRequest

from ..answers import Subject
from ..domain.erasure import AlreadyErased, LastAdministrator, erase_person
from ..forms import AdminEraseForm
from ..queries import kept_after_erasure, register_of
from ..rules import may_erase
from ..wagtail_rows import pages_that_name


class ErasePersonView(WagtailAdminTemplateMixin, FormView):
    """What goes, what stays, which pages still name the person, and the button."""

    request: SignedInRequest
    template_name = "privacy/admin/erase_person.html"
    form_class = AdminEraseForm
    header_icon = "bin"
    page_title = _("Erase a person")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        if not may_erase(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title), "sublabel": str(self.person)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {
            "person": self.person,
            "entries": [entry for entry in register_of(self.person) if entry.counts],
            "kept": kept_after_erasure(),
            "pages": pages_that_name(Subject.of(self.person)),
        }
        return super().get_context_data(**kwargs) | about

    def form_valid(self, form: AdminEraseForm) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        try:
            erasure = erase_person(user=self.person, by=self.request.user, at=clock.now(), reason=reason)
        except AlreadyErased:
            error(self.request, _now("This person is erased already."))
        except LastAdministrator:
            error(self.request, _now("This is the only administrator. Make somebody else administrator first."))
            return redirect("privacy_admin:erase_person", pk=self.person.pk)
        else:
            success(self.request, _now("The person is erased. Erasure %(number)s.") % {"number": erasure.pk})
        return redirect("wagtailadmin_home")
