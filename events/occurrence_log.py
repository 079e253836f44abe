"""Words of the log for series, occurrences and what belongs to them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIONS = {
    "events.create_series": (_("Make a series"), _("Made the series")),
    "events.change_series": (_("Change a series"), _("Changed the series")),
    "events.create_occurrence": (_("Make an occurrence"), _("Made the occurrence")),
    "events.announce": (_("Announce an occurrence"), _("Announced the occurrence as a date to save")),
    "events.open_sign_up": (_("Open sign-up"), _("Opened sign-up")),
    "events.close_sign_up": (_("Close sign-up"), _("Closed sign-up")),
    "events.move": (_("Move an occurrence"), _("Moved the occurrence to another time or place")),
    "events.postpone": (_("Postpone an occurrence"), _("Postponed the occurrence")),
    "events.give_new_day": (_("Give a new day"), _("Gave the postponed occurrence a new day")),
    "events.cancel": (_("Cancel an occurrence"), _("Cancelled the occurrence")),
    "events.finish": (_("Finish an occurrence"), _("Wrote down that the occurrence was held")),
    "events.change_details": (_("Change an occurrence"), _("Changed the details of the occurrence")),
    "events.make_page": (_("Make a page"), _("Made a page")),
    "events.show_on_page": (_("Show on a page"), _("Chose the page it is shown on")),
    "events.set_join_link": (_("Set where a meeting is held online"), _("Set where the meeting is held online")),
    "events.set_category": (_("Set up a kind of ticket"), _("Set up or changed the kind of ticket")),
    "events.remove_category": (_("Remove a kind of ticket"), _("Removed the kind of ticket")),
    "events.set_quota": (_("Set a quota"), _("Set or changed the quota")),
    "events.remove_quota": (_("Remove a quota"), _("Removed the quota")),
    "events.set_question": (_("Set a question at sign-up"), _("Set or changed the question at sign-up")),
    "events.remove_question": (_("Remove a question at sign-up"), _("Removed the question at sign-up")),
    "events.set_voucher": (_("Set a voucher"), _("Set or changed the voucher")),
    "events.revoke_voucher": (_("Revoke a voucher"), _("Revoked the voucher")),
    "events.export_people": (_("Export who comes"), _("Exported the list of who comes")),
    "events.door_list": (_("Print the door list"), _("Took the list for the door")),
    "events.note_interest": (_("Ask to know when sign-up opens"), _("Asked to know when sign-up opens")),
    "events.take_interest_back": (_("Ask no longer"), _("Asked no longer to know when sign-up opens")),
}

# What stands beside a line.
KEYS = {
    "occurrence": _("occurrence"),
    "sequence": _("number of changes"),
    "series": _("series"),
    "size": pgettext_lazy("seats", "places"),
    "taken": _("taken"),
}
