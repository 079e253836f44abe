from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvoicingConfig(AppConfig):
    name = "events.invoicing"
    label = "invoicing"
    verbose_name = _("Invoices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key
        from cms.hook_points import organisation_panels
        from events.booking_hooks import booking_panels, register_payer
        from events.desk.narrowings import register_narrowing
        from events.desk.panels import Tab, occurrence_panels, register_tab
        from events.domain.bookings import CONFIRMATION_CHECKS

        from . import mail_kinds, merging, narrowings, panels
        from .domain.payers import keep_payer, payer_in_words
        from .log import KEYS

        if keep_payer not in CONFIRMATION_CHECKS:
            CONFIRMATION_CHECKS.append(keep_payer)
        register_payer(payer_in_words)
        merging.register()
        mail_kinds.register_kinds()
        for key, words in KEYS.items():
            register_key(key, words)
        occurrence_panels.register(panels.money, order=70)
        for narrowing in narrowings.NARROWINGS:
            register_narrowing(narrowing)
        register_tab(Tab("money", _("Money"), panels.money_address, order=60))
        booking_panels.register(panels.invoices_of_a_booking, order=50)
        organisation_panels.register(panels.invoices_of_an_organisation, order=56)
