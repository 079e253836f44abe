from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex

        from cms.evidence import EvidenceSource, register_evidence
        from cms.hook_points import footer_links, my_day_panels, privacy_panels
        from cms.people.roles import COORDINATOR, COURSE_OWNER, TEACHER, allow

        from . import evidence, mail_kinds, merging, panels, sharing, sharing_panels
        from .models import ReleaseDocument, ReleaseImage

        # So that Wagtail says where an image or file is used, and does not offer to delete it.
        ReferenceIndex.register_model(ReleaseImage)
        ReferenceIndex.register_model(ReleaseDocument)

        merging.register()
        mail_kinds.register_kinds()
        sharing.register()
        privacy_panels.register(sharing_panels.who_sees_my_progress)
        my_day_panels.register(sharing_panels.shown_to_me, order=60)
        footer_links.register(_("Check a certificate"), "verify_form")
        panels.hang()
        register_evidence(EvidenceSource(rows=evidence.certificates_as_evidence, held=evidence.certificates_held))

        allow(COURSE_OWNER, ["learning.view_course", "learning.view_certificate", "learning.change_certificate"])
        allow(TEACHER, ["learning.view_course"])
        allow(COORDINATOR, ["learning.view_course", "learning.view_certificate"])
