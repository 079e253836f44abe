from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "events.programme"
    label = "programme"
    verbose_name = _("Programme")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key
        from events.domain.along import register_along
        from events.domain.also_told import register_told
        from events.domain.audiences import register_audience
        from events.enums import Audience
        from events.hook_points import occurrence_parts

        from . import mail_kinds, panels, receivers
        from .audience import is_speaker
        from .domain.publishing import take_programme_along
        from .log import KEYS
        from .told import SPEAKERS

        mail_kinds.register_kinds()
        receivers.connect()
        for key, words in KEYS.items():
            register_key(key, words)
        register_audience(Audience.SPEAKER, is_speaker)
        register_along(take_programme_along)
        register_told(SPEAKERS)
        occurrence_parts.register(panels.programme_part, order=10)
        occurrence_parts.register(panels.materials_part, order=5)
