"""Words of the log for calendars."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "calendars.make_token": (_("Make a calendar address"), _("Made an address for the personal calendar")),
    "calendars.replace_token": (_("Replace a calendar address"), _("Replaced the address of the personal calendar")),
    "calendars.revoke_token": (_("Take a calendar address back"), _("Took the address of the personal calendar back")),
}
