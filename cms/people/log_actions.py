"""Words in the log for what is done to organisations and the roles in them."""

from django.utils.translation import gettext_lazy as _

ORGANISATION_ACTIONS = {
    "people.end_role": (_("End role"), _("Let the role end")),
    "people.take_back_role": (_("Take back role"), _("Took back a role given by mistake")),
    "people.move_unit": (_("Move to unit"), _("Moved the role to another unit")),
    "people.expect_roles": (_("Choose expected roles"), _("Said which roles somebody should hold")),
    "people.change_language": (_("Change language"), _("Changed the organisation's language")),
    "people.invoice_address": (_("Change invoice address"), _("Changed the invoice address")),
    "people.add_unit": (_("Add unit"), _("Added the unit")),
    "people.rename_unit": (_("Rename unit"), _("Renamed the unit")),
    "people.remove_unit": (_("Remove unit"), _("Removed the unit")),
    "people.keep_agreement": (_("Keep agreement"), _("Kept an agreement with the organisation")),
    "people.remove_agreement": (_("Remove agreement"), _("Removed an agreement with the organisation")),
    "people.export_evidence": (_("Export evidence"), _("Exported the organisation's evidence")),
}
