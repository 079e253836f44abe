"""The admin's page *Roles*: what each role is, who has it, give and take."""

from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import clock

from ..domain.roles import LastAdministrator, NotToYourself, give_role, take_role
from ..forms import GiveRoleForm
from ..holders import holders_of, holders_of_all
from ..models import User
from ..requests import SignedInRequest
from ..roles import GIVEN_ROLES, ROLES, Role
from ..rules import may_give_roles


class ForAdministrators:
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_give_roles(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class RolesView(ForAdministrators, WagtailAdminTemplateMixin, TemplateView):
    http_method_names = ["get", "head", "options"]
    template_name = "people/admin/roles.html"
    header_icon = "group"
    page_title = _("Roles")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holders = holders_of_all(GIVEN_ROLES)
        rows = [{"role": role, "is_given": role in GIVEN_ROLES, "holders": holders.get(role.key)} for role in ROLES]
        return super().get_context_data(**kwargs) | {"rows": rows}


class RoleView(ForAdministrators, WagtailAdminTemplateMixin, FormView):
    """Who has a role, and the form to give it."""

    http_method_names = ["get", "head", "options", "post"]
    template_name = "people/admin/role.html"
    form_class = GiveRoleForm
    header_icon = "group"
    page_title = _("Role")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.role = given_role(kwargs["key"])

    def get_page_subtitle(self) -> str:
        return str(self.role.name)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = {"url": reverse("people_admin:roles"), "label": _now("Roles")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.role.name)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"role": self.role, "holders": holders_of(self.role)}

    def form_valid(self, form: GiveRoleForm) -> HttpResponse:
        assert form.person
        words = {"name": form.person.name, "role": self.role.name}
        try:
            new = give_role(user=form.person, role=self.role, by=self.request.user, at=clock.now())
        except NotToYourself:
            form.add_error("email", _now("Nobody gives a role to themselves. Ask another administrator."))
            return self.form_invalid(form)
        text = _now("%(name)s now has the role %(role)s.") if new else _now("%(name)s has the role %(role)s already.")
        success(self.request, text % words)
        return redirect("people_admin:role", key=self.role.key)

    def form_invalid(self, form: GiveRoleForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TakeRoleView(ForAdministrators, View):
    http_method_names = ["post"]

    def post(self, request: SignedInRequest, key: str, pk: int) -> HttpResponse:
        role, person = given_role(key), get_object_or_404(User, pk=pk)
        words = {"name": person.name, "role": role.name}
        try:
            had = take_role(user=person, role=role, by=request.user, at=clock.now())
        except LastAdministrator:
            error(request, _now("%(name)s is the last administrator. Give the role to somebody else first.") % words)
        else:
            if had:
                success(request, _now("%(name)s no longer has the role %(role)s.") % words)
        return redirect("people_admin:role", key=role.key)


def given_role(key: str) -> Role:
    """One of the roles that are given by hand; 404 for all others."""
    for role in GIVEN_ROLES:
        if role.key == key:
            return role
    raise Http404
