from typing import Any, ClassVar

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views.users import UserViewSet

from .forms import AdminUserCreationForm, AdminUserEditForm
from .models import Membership


class PersonViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return AdminUserEditForm if for_update else AdminUserCreationForm


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "user"
    menu_label = _("Memberships")
    menu_order = 530
    add_to_admin_menu = True
    list_display = ("user", "organisation", "role", "starts_on", "ends_on")
    list_filter = ("role",)
    panels: ClassVar[list[Any]] = [
        FieldPanel(name) for name in ("user", "organisation", "role", "starts_on", "ends_on")
    ]
