from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "events.desk"
    label = "desk"
    verbose_name = _("Desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_codes, register_key
        from cms.people.roles import COORDINATOR, allow

        from . import own_panels, page_panel, tables, tabs, terms
        from .panels import occurrence_panels

        for order, panel in own_panels.PANELS:
            occurrence_panels.register(panel, order=order)
        page_panel.hang()
        terms.connect()
        tabs.register()
        register_key("letter", _("letter"))
        register_key("table", _("table"))
        register_codes("table", {tables.PEOPLE: _("people"), tables.ANSWERS: _("answers")})
        allow(COORDINATOR, ["desk.change_signupterms"])
