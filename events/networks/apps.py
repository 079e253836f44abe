from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "events.networks"
    label = "networks"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key
        from cms.hook_points import event_panels, footer_links, my_day_panels, organisation_panels
        from cms.people.presence import register_presence
        from cms.waiting import register_queue
        from events.hook_points import occurrence_parts

        from . import belonging, mail_kinds, merging, panels, waiting
        from .log import KEYS

        belonging.register()
        merging.register()
        mail_kinds.register_kinds()
        for key, words in KEYS.items():
            register_key(key, words)
        register_queue(waiting.requests_waiting)
        register_presence(panels.NETWORKS, panels.memberships)
        footer_links.register(_("Networks"), "networks")
        my_day_panels.register(panels.my_networks, order=30)
        organisation_panels.register(panels.networks_of_organisation, order=57)
        event_panels.register(panels.membership_here, order=20)
        occurrence_parts.register(panels.minutes_here, order=30)
        occurrence_parts.register(panels.planning_here, order=31)
