from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, BaseSettingsPanel


class _AdminAccountView(AccountView):
    """Wagtail's own settings of a person, without name and address: people here have one name, and their address and
    password are changed where one shows who one is (`/me/profile/`, `/me/security/`)."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        return [panel for panel in super().get_panels() if panel.name != "name_email"]


admin_account = require_admin_access(_AdminAccountView.as_view())
