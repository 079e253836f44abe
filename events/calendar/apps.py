from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "events.calendar"
    label = "calendars"
    verbose_name = _("Calendars")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import my_day_panels
        from cms.people.presence import register_presence
        from events.booking_hooks import booking_panels, register_encloser, ticket_panels
        from events.hook_points import taking_part

        from . import courses, mail_kinds, occurrences, panels, receivers
        from .domain.mailing import go_along
        from .sources import register_personal, register_public

        register_public(occurrences.PUBLIC)
        register_personal(occurrences.PLACES)
        register_personal(occurrences.MEETINGS)
        register_personal(courses.COURSE_DAYS)
        register_personal(courses.DEADLINES)
        register_presence(panels.DAYS, panels.days_of)
        my_day_panels.register(panels.calendar_link, order=95)
        register_encloser(go_along)
        taking_part.register(panels.on_occurrence, order=20)
        ticket_panels.register(panels.on_ticket, order=20)
        booking_panels.register(panels.on_booking, order=20)
        mail_kinds.register_kinds()
        receivers.connect()
