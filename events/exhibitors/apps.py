from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExhibitorsConfig(AppConfig):
    name = "events.exhibitors"
    label = "exhibitors"
    verbose_name = _("Exhibitors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key
        from cms.people import merging_points
        from events.desk.log import register_states
        from events.desk.log_names import register_name
        from events.domain.along import register_along
        from events.domain.also_told import register_told
        from events.domain.audiences import register_audience
        from events.domain.bound import BINDINGS
        from events.enums import Audience

        from . import mail_kinds, panels, receivers
        from .audience import is_of_exhibitor
        from .domain.along import take_fair_along
        from .enums import ExhibitorState
        from .log import KEYS
        from .models import Exhibitor, ExhibitorPackage, FairTask
        from .queries import places_with_price
        from .told import EXHIBITORS

        mail_kinds.register_kinds()
        for key, words in KEYS.items():
            register_key(key, words)
        register_states(ExhibitorState.choices)
        for model in (Exhibitor, ExhibitorPackage, FairTask):
            register_name(model, str)
        merging_points.register(Exhibitor, "organisation")
        if places_with_price not in BINDINGS:
            BINDINGS.append(places_with_price)
        register_along(take_fair_along)
        receivers.connect()
        panels.hang()
        register_audience(Audience.EXHIBITOR, is_of_exhibitor)
        register_told(EXHIBITORS)
