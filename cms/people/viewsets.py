from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import CreateView as CreateRowView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.groups import EditView as EditGroupView
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.groups import IndexView as GroupsView
from wagtail.users.views.users import CreateView, DeleteView, EditView, UserViewSet

from cms import clock
from cms.choices import WordedModelForm

from .domain.invitations import close_invitations
from .forms import AdminUserCreationForm, AdminUserEditForm
from .models import Membership
from .requests import SignedInRequest
from .roles import group_in_words
from .rules import is_administrator, may_change_person


class _PersonForms:
    """Tells the form who is writing: some fields are for administrators alone."""

    request: SignedInRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": self.request.user}  # type: ignore[misc]


class PersonCreateView(_PersonForms, CreateView):
    pass


class PersonEditView(_PersonForms, EditView):
    """People who have a staff role are changed by administrators alone: a new address would be a way into theirs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change_person(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonDeleteView(DeleteView):
    """Nobody is simply deleted: facts, counts and certificates would go along. Administrators are led to erasure."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_administrator(request.user):
            raise PermissionDenied
        return redirect("privacy_admin:erase_person", pk=self.object.pk)


class PersonViewSet(UserViewSet):
    copy_view_enabled = False
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "wagtailadmin/generic/form.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return AdminUserEditForm if for_update else AdminUserCreationForm


class GroupIndexView(GroupsView):
    """Groups by what people call them."""

    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=lambda group: group_in_words(group.name),
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        )
    ]


class GroupEditView(EditGroupView):
    def get_page_subtitle(self) -> str:
        return group_in_words(self.object.name)


class PeopleGroupViewSet(GroupViewSet):
    index_view_class = GroupIndexView
    edit_view_class = GroupEditView


class MembershipCreateView(CreateRowView):
    """A role given by hand closes the invitation to it."""

    def save_instance(self) -> Membership:
        given: Membership = super().save_instance()
        user, organisation, by = given.user, given.organisation, self.request.user
        close_invitations(user=user, organisation=organisation, role=given.role, by=by, at=clock.now())
        return given


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "user"
    menu_label = _("Memberships")
    menu_order = 530
    add_to_admin_menu = True
    add_view_class = MembershipCreateView
    list_display = ("user", "organisation", "role", "starts_on", "ends_on")
    list_filter = ("role",)
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("user", "organisation", "role", "starts_on", "ends_on")],
        base_form_class=WordedModelForm,
    )
