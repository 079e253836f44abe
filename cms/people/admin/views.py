"""What a coordinator does with an organisation: what is read before, and the verb behind the button."""

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

from ..domain.details import UnitExists, change_details
from ..domain.joining import OwnRequest
from ..domain.merging import (
    NotMergeable,
    SameOrganisation,
    merge_organisations,
    move_what_came_later,
    what_would_move,
)
from ..domain.organisations import (
    NotInUse,
    NotWaiting,
    approve_organisation,
    close_organisation,
    refuse_organisation,
)
from ..duplicates import likely_duplicates, likely_duplicates_of
from ..models import InvoiceAddress, Organisation
from ..organisation_page_forms import InvoiceAddressForm
from ..requests import SignedInRequest
from ..rules import is_coordinator
from .forms import MergeForm, RefusalForm, UnitFormSet


class CoordinatorView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin for coordinators and administrators."""

    request: SignedInRequest
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_coordinator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("organisations:index"), "label": _("Organisations")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]


class OrganisationView(CoordinatorView):
    """Something about one organisation."""

    organisation: Organisation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_coordinator(request.user):
            rows = Organisation.objects.select_related("municipality__county", "county", "merged_into")
            self.organisation = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.organisation.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        url = reverse("organisations:inspect", args=[self.organisation.pk])
        return [*items[:-1], {"url": url, "label": self.organisation.name}, items[-1]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"organisation": self.organisation}

    def back(self) -> HttpResponse:
        return redirect("organisations:inspect", self.organisation.pk)


class AnswerRegistrationView(OrganisationView):
    """Who registered what, what it may be a duplicate of, and the two answers."""

    template_name = "people/admin/answer_registration.html"
    page_title = _("Approve or refuse")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = self.organisation.join_requests.filter(state="waiting").select_related("user").order_by("asked_at")
        return {"form": RefusalForm(), **context} | {
            "waiting": waiting,
            "duplicates": likely_duplicates_of(self.organisation),
        }

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "refuse" in request.POST:
            form = RefusalForm(request.POST)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
            return self._do(
                refuse_organisation, _now("The registration is refused."), reason=form.cleaned_data["reason"]
            )
        return self._do(approve_organisation, _now("The organisation is approved."))

    def _do(self, verb: Any, done: str, **how: Any) -> HttpResponse:
        try:
            verb(organisation=self.organisation, by=self.request.user, at=clock.now(), **how)
        except NotWaiting:
            error(self.request, _now("Somebody has answered this registration already. Nothing was changed."))
        except OwnRequest:
            error(self.request, _now("You registered this organisation yourself, so somebody else must approve it."))
        else:
            success(self.request, done)
        return self.back()


class CloseView(OrganisationView):
    template_name = "people/admin/close_organisation.html"
    page_title = _("Close organisation")

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            close_organisation(organisation=self.organisation, by=request.user, at=clock.now())
        except NotInUse:
            error(request, _now("Only an organisation in use can be closed. Nothing was changed."))
        else:
            success(request, _now("The organisation is closed. Its history stays."))
        return self.back()


class DetailsView(OrganisationView):
    """Units and invoice address, on one page."""

    template_name = "people/admin/organisation_details.html"
    page_title = _("Units and invoice address")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invoice, units = self._forms()
        return {"invoice": invoice, "units": units} | super().get_context_data(**kwargs)

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        invoice, units = self._forms(request.POST)
        if not (invoice.is_valid() and units.is_valid()):
            return self.render_to_response(self.get_context_data(invoice=invoice, units=units))
        changed = units.save(commit=False)
        try:
            change_details(
                organisation=self.organisation,
                units=changed,
                removed_units=units.deleted_objects,
                invoice_address=invoice.cleaned_data if invoice.has_changed() else None,
                by=request.user,
                at=clock.now(),
            )
        except UnitExists:
            error(request, _now("Somebody changed the same details a moment ago. Look at them and try again."))
            return redirect("organisation_admin:details", self.organisation.pk)
        success(request, _now("Units and invoice address are saved."))
        return self.back()

    def _forms(self, data: Any = None) -> tuple[InvoiceAddressForm, Any]:
        address = InvoiceAddress.objects.filter(organisation=self.organisation).first()
        invoice = InvoiceAddressForm(data, instance=address, country=self.organisation.country, prefix="invoice")
        return invoice, UnitFormSet(data, instance=self.organisation, prefix="units")


class MergeView(OrganisationView):
    """Choose the record to keep, read what will move, confirm."""

    template_name = "people/admin/merge_organisations.html"
    page_title = _("Merge organisations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = MergeForm(self.request.GET if "kept" in self.request.GET else None, merged=self.organisation)
        kept = form.cleaned_data["kept"] if form.is_valid() else None
        moves = what_would_move(merged=self.organisation) if kept else {}
        return super().get_context_data(**kwargs) | {"form": form, "kept": kept, "moves": moves}

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MergeForm(request.POST, merged=self.organisation)
        if not form.is_valid():
            error(request, _now("The organisation to keep is no longer in use. Choose again."))
            return redirect("organisation_admin:merge", self.organisation.pk)
        kept = form.cleaned_data["kept"]
        try:
            merge_organisations(kept=kept, merged=self.organisation, by=request.user, at=clock.now())
        except (NotMergeable, SameOrganisation):
            error(request, _now("One of the two has been merged or closed in the meantime. Nothing was changed."))
            return self.back()
        success(request, _now("The two are one now. What pointed at one points at the other."))
        return redirect("organisations:inspect", kept.pk)


class MoveAgainView(OrganisationView):
    """Behind the button on a merged record that something still points at."""

    http_method_names = ("post",)

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            move_what_came_later(merged=self.organisation, by=request.user, at=clock.now())
        except NotMergeable:
            error(request, _now("The record is not merged. Nothing was changed."))
        else:
            success(request, _now("What came later is moved too."))
        return self.back()


class DuplicatesView(CoordinatorView):
    template_name = "people/admin/duplicates.html"
    page_title = _("Likely duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"groups": likely_duplicates()}
