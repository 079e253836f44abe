"""Words of the log for exhibitors."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "exhibitors.set_package": (_("Set an exhibitor package"), _("Set or changed the exhibitor package")),
    "exhibitors.remove_package": (_("Remove an exhibitor package"), _("Removed the exhibitor package")),
    "exhibitors.set_fair": (_("Set the terms of exhibitors"), _("Set or changed the terms of exhibitors")),
    "exhibitors.go_along": (
        _("Move the days of exhibitors"),
        _("Moved tasks and the last day for applying with the event"),
    ),
    "exhibitors.apply": (_("Apply for a stand"), _("Applied for a stand")),
    "exhibitors.confirm": (_("Confirm an exhibitor"), _("Confirmed the exhibitor")),
    "exhibitors.refuse": (_("Refuse an exhibitor"), _("Did not approve the exhibitor")),
    "exhibitors.withdraw": (_("Give a stand back"), _("Gave the stand back")),
    "exhibitors.offer": (_("Offer a stand"), _("Offered a stand to who waited")),
    "exhibitors.accept_offer": (_("Accept an offered stand"), _("Accepted the offered stand")),
    "exhibitors.lapse_offer": (_("End the offer of a stand"), _("The offer of a stand ran out")),
    "exhibitors.change_package": (_("Change the package"), _("Changed the package of the exhibitor")),
    "exhibitors.put_at_stand": (_("Give a stand number"), _("Gave or changed the stand number")),
    "exhibitors.set_task": (_("Set a task for exhibitors"), _("Set or changed the task for exhibitors")),
    "exhibitors.remove_task": (_("Remove a task for exhibitors"), _("Removed the task for exhibitors")),
    "exhibitors.settle_task": (_("Settle a task"), _("Said whether the task is done")),
    "exhibitors.save_profile": (_("Write about an exhibitor"), _("Changed what the public page says")),
    "exhibitors.save_needs": (_("Say what a stand needs"), _("Changed what the stand needs")),
    "exhibitors.set_logo": (_("Set a logo"), _("Set or took away the logo")),
    "exhibitors.renew_link": (_("Send a new link"), _("Sent a new link; those before lead nowhere")),
    "exhibitors.share": (_("Share with exhibitors"), _("Changed what exhibitors get who scan the badge")),
    "exhibitors.scan": (_("Scan a badge at a stand"), _("Wrote down a visitor who shares something")),
    "exhibitors.take_leads": (_("Download leads"), _("Downloaded the leads")),
    "exhibitors.erase": (_("Erase an exhibitor's contact"), _("Erased the contact of the exhibitor")),
}

# What stands beside a line.
KEYS = {
    "exhibitor": _("exhibitor"),
    "done": _("done"),
    "shown": _("shown"),
    "given": _("said yes to"),
    "withdrawn": _("taken back"),
}
