"""Words of the log for programmes."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "programme.add_session": (_("Add a session"), _("Added the session")),
    "programme.move_session": (_("Move a session"), _("Moved the session")),
    "programme.change_session": (_("Change a session"), _("Changed the session")),
    "programme.remove_session": (_("Remove a session"), _("Removed the session")),
    "programme.shift": (_("Move a whole programme"), _("Moved the whole programme")),
    "programme.set_room": (_("Set a room"), _("Set or changed the room")),
    "programme.remove_room": (_("Remove a room"), _("Removed the room")),
    "programme.set_track": (_("Set a track"), _("Set or changed the track")),
    "programme.remove_track": (_("Remove a track"), _("Removed the track")),
    "programme.publish": (_("Publish a programme"), _("Published the programme")),
    "programme.add_speaker": (_("Add a speaker"), _("Added the speaker")),
    "programme.change_speaker": (_("Change a speaker"), _("Changed the speaker")),
    "programme.set_photo": (_("Set a speaker's photo"), _("Set or took away the speaker's photo")),
    "programme.remove_speaker": (_("Remove a speaker"), _("Removed the speaker")),
    "programme.invite_speaker": (_("Ask a speaker"), _("Asked the speaker for profile and consent")),
    "programme.consent": (_("Consent to stand in the programme"), _("Consented to stand in the programme")),
    "programme.note_consent": (
        _("Write down a speaker's consent"),
        _("Wrote down for the speaker that they consent to stand in the programme"),
    ),
    "programme.withdraw": (_("Take a consent back"), _("Was taken out of the published programme")),
    "programme.add_material": (_("Add material"), _("Added the material")),
    "programme.show_material": (_("Show material"), _("Said that the material is shown")),
    "programme.remove_material": (_("Remove material"), _("Removed the material")),
}

# What stands beside a line.
KEYS = {
    "session": _("session"),
    "speaker": _("speaker"),
    "days": _("days"),
    "version": _("version"),
    "versions": _("versions"),
}
