"""The list of organisations, and what is shown of one."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies.base import ModelPermissionPolicy

from cms.admin_lists import PlainInspectView
from cms.places.models import County

from ..domain.merging import what_would_move
from ..enums import OrganisationState
from ..models import JoinRequest, Organisation
from ..numbers import shown_number
from ..rules import is_coordinator
from .forms import OrganisationAdminForm


class OrganisationPolicy(ModelPermissionPolicy):
    """Organisations are closed or merged, never deleted: what points at them is history."""

    def user_has_permission(self, user, action):  # type: ignore[no-untyped-def]
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):  # type: ignore[no-untyped-def]
        return any(self.user_has_permission(user, action) for action in actions)


class OrganisationFilterSet(WagtailFilterSet):
    in_county = django_filters.ModelChoiceFilter(
        label=_("County"), queryset=County.objects.all(), method="of_county_or_its_municipalities"
    )

    class Meta:
        model = Organisation
        fields = ("state", "kind", "sector", "country")

    def of_county_or_its_municipalities(
        self, rows: "QuerySet[Organisation]", name: str, county: County
    ) -> "QuerySet[Organisation]":
        return rows.filter(Q(county=county) | Q(municipality__county=county))


class OrganisationIndexView(IndexView):
    """Registrations that wait for an answer stand first."""

    filterset_class = OrganisationFilterSet

    def get_base_queryset(self) -> "QuerySet[Organisation]":
        return super().get_base_queryset().select_related("municipality")

    def order_queryset(self, queryset: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
        if self.request.GET.get("ordering"):
            return super().order_queryset(queryset)
        waits = When(state=OrganisationState.PENDING, then=Value(0))
        return queryset.order_by(Case(waits, default=Value(1), output_field=IntegerField()), "name", "pk")

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if is_coordinator(self.request.user):
            waits = f"{reverse('organisations:index')}?state={OrganisationState.PENDING}"
            buttons.append(HeaderButton(_("Waiting for approval"), url=waits, icon_name="time"))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if is_coordinator(self.request.user):
            url = reverse("organisation_admin:duplicates")
            buttons.append(Button(_("Likely duplicates"), url=url, icon_name="copy", priority=30))
        return buttons


class AnswerColumn(Column):
    """Beside a registration that waits: the way to its answer, for those who may give it."""

    cell_template_name = "people/admin/answer_cell.html"

    def get_cell_context_data(self, instance: Organisation, parent_context: Any) -> Any:
        may = instance.state == OrganisationState.PENDING and is_coordinator(parent_context["request"].user)
        return super().get_cell_context_data(instance, parent_context) | {"organisation": instance, "may_answer": may}


class OrganisationEditView(EditView):
    """What can be done with the organisation stands above what is written of it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"actions": actions_on(self.object, self.request.user)}


class OrganisationInspectView(PlainInspectView):
    """What stands in the record, who waits, and what a coordinator can do."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *actions_on(self.object, self.request.user)]

    def get_number_display_value(self) -> str:
        return shown_number(self.object.number, country=self.object.country) or "–"

    def get_municipality_display_value(self) -> str:
        return self.object.municipality.with_county if self.object.municipality else "–"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = JoinRequest.objects.filter(organisation=self.object, state="waiting").select_related("user")
        about = {
            "waiting": waiting.order_by("asked_at", "pk"),
            "units": self.object.units.all(),
            "agreements": self.object.agreements.all(),
            "invoice": getattr(self.object, "invoice_address", None),
            "merges": self.object.merges.select_related("merged", "by"),
            "actions": actions_on(self.object, self.request.user),
            "came_later": what_would_move(merged=self.object) if self.object.merged_into_id else {},
            "may_answer": is_coordinator(self.request.user) and self.object.is_active,
        }
        return super().get_context_data(**kwargs) | about


def actions_on(organisation: Organisation, user: Any) -> list[Button]:
    """What a coordinator can do with an organisation in the state it is in."""
    if not is_coordinator(user):
        return []
    in_use, waits = organisation.is_active, organisation.state == OrganisationState.PENDING
    possible = [
        (waits, _("Approve or refuse…"), "answer", "tick"),
        (in_use, _("Units and invoice address…"), "details", "list-ul"),
        (in_use, _("Agreements…"), "agreements", "doc-full"),
        (organisation.state != OrganisationState.MERGED, _("Merge into another…"), "merge", "resubmit"),
        (in_use, _("Close…"), "close", "cross"),
    ]
    return [
        Button(label, url=reverse(f"organisation_admin:{name}", args=[organisation.pk]), icon_name=icon, priority=30)
        for is_possible, label, name, icon in possible
        if is_possible
    ]


# What a coordinator writes of an organisation; its state follows from what is done with it.
WRITTEN = ("name", "kind", "sector", "country", "number", "municipality", "county", "size_class", "language")


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 520
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = OrganisationIndexView
    inspect_view_class = OrganisationInspectView
    edit_view_class = OrganisationEditView
    edit_template_name = "people/admin/edit_organisation.html"
    inspect_template_name = "people/admin/inspect_organisation.html"
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        AnswerColumn("answer", label=_("To do"), accessor="pk"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("number", label=_("Number"), accessor=lambda one: shown_number(one.number, country=one.country)),
        Column("municipality", label=_("Municipality"), accessor="municipality"),
    ]
    search_fields = ("name", "number")
    inspect_view_fields: ClassVar[list[str]] = ["name", "state", *WRITTEN[1:]]
    edit_handler = ObjectList(
        [FieldPanel(name) for name in WRITTEN],
        base_form_class=OrganisationAdminForm,
    )
