"""Lists of the admin that are only looked at: what stands in them is written by verbs, not by forms."""

from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import ModelPermissionPolicy

# Class of a list that becomes cards where it has no room (theme/static/theme/css/admin.css).
STACKED = "listing listing--stack"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """What is looked at in the admin and never written there."""

    def user_has_permission(self, user, action):  # type: ignore[no-untyped-def]
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):  # type: ignore[no-untyped-def]
        return any(self.user_has_permission(user, action) for action in actions)


class LabelledColumn(Column):
    """A column whose cells say what they are where the table is read as cards (`STACKED`)."""

    cell_template_name = "cms/admin/labelled_cell.html"


class YesNoColumn(Column):
    """True and false in words; what is not said is a dash."""

    def get_value(self, instance: Any) -> str:
        return yes_or_no(super().get_value(instance))


def yes_or_no(value: bool | None) -> str:
    return "–" if value is None else (_("Yes") if value else _("No"))


class PlainInspectView(InspectView):
    """Moments on the centre's own clock, as everywhere else; nothing said is a dash."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, bool):
            return yes_or_no(value)
        if isinstance(value, datetime):
            return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
        if isinstance(value, date):
            return formats.date_format(value, "DATE_FORMAT")
        return "–" if value in (None, "") else value


class ReadOnlyViewSet(ModelViewSet):
    inspect_view_enabled = True
    inspect_view_class = PlainInspectView
    copy_view_enabled = False
