from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequirementsConfig(AppConfig):
    name = "learning.requirements"
    label = "requirements"
    verbose_name = _("Requirements")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.evidence import EvidenceSource, register_evidence
        from cms.hook_points import evidence_panels, footer_links, my_day_panels, organisation_panels

        from . import evidence, mail_kinds, merging, own_targets, panels, receivers

        merging.register()
        mail_kinds.register_kinds()
        own_targets.register()
        receivers.connect()
        footer_links.register(_("Learning paths"), "paths")
        my_day_panels.register(panels.asked_of_me, order=8)
        organisation_panels.register(panels.organisation_requirements, order=25)
        evidence_panels.register(panels.requirements_as_evidence, order=50)
        register_evidence(EvidenceSource(rows=evidence.requirements_as_evidence, order=70, for_tables=True))
