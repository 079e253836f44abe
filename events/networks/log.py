"""Words of the log for networks."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "networks.set_up": (_("Change a network"), _("Changed what the network is for and how one gets in")),
    "networks.join": (_("Join a network"), _("Came into the network")),
    "networks.leave": (_("Leave a network"), _("Left the network")),
    "networks.remove": (_("Remove from a network"), _("Was removed from the network")),
    "networks.set_role": (_("Change a role"), _("Has another role in the network")),
    "networks.agree": (_("Stand in the list of members"), _("Said how they stand in the list of members")),
    "networks.ask": (_("Ask to join a network"), _("Asked to join the network")),
    "networks.answer": (_("Answer a request"), _("Answered the request")),
    "networks.take_back": (_("Take a request back"), _("Took the request back")),
    "networks.invite": (_("Invite to a network"), _("Invited to the network")),
    "networks.withdraw_invitation": (_("Withdraw an invitation"), _("Withdrew the invitation")),
    "networks.accept": (_("Accept an invitation"), _("Accepted the invitation")),
    "networks.save_minutes": (_("Write minutes"), _("Wrote on the draft of the minutes")),
    "networks.publish_minutes": (_("Publish minutes"), _("Published the minutes")),
    "networks.drop_minutes": (_("Delete a draft"), _("Deleted the draft of the minutes")),
    "networks.add_file": (_("Add a file"), _("Added the file")),
    "networks.new_version": (_("Upload a new version"), _("Uploaded a new version of the file")),
    "networks.change_file": (_("Change a file"), _("Changed title or kind of the file")),
    "networks.remove_file": (_("Remove a file"), _("Removed the file with all versions")),
    "networks.write_letter": (_("Write to members"), _("Wrote to the members")),
    "networks.export_members": (_("Export members"), _("Took the list of members along")),
}

# What stands beside a line.
KEYS = {"network": _("network"), "member": _("member")}
