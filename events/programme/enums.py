from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    TALK = "talk", _("Talk")
    WORKSHOP = "workshop", _("Workshop")
    BREAK = "break", _("Break")
    MEAL = "meal", _("Meal")


# Nobody speaks, and nobody comes for it: shown smaller.
PAUSES = frozenset({SessionKind.BREAK, SessionKind.MEAL})


class SpeakerRole(models.TextChoices):
    SPEAKER = "speaker", _("Speaker")
    CHAIR = "chair", _("Leads the session")


class SpeakerState(models.TextChoices):
    """How far a speaker has come on the way into the published programme. Told by what happened when, not stored."""

    NEW = "new", _("Not asked yet")
    INVITED = "invited", _("Asked")
    CONSENTED = "consented", _("Said yes")
    WITHDRAWN = "withdrawn", _("Took it back")


class MaterialAccess(models.TextChoices):
    EVERYBODY = "everybody", _("Everybody")
    ATTENDEES = "attendees", _("Those who came")


class ConflictKind(models.TextChoices):
    """What is wrong with when a session is held."""

    ROOM = "room", _("Two sessions in one room at the same time")
    SPEAKER = "speaker", _("One speaker in two sessions at the same time")
    OUTSIDE = "outside", _("Outside the time of the occurrence")


class ChangeKind(models.TextChoices):
    """What a published version says has become of a session since the one before."""

    ADDED = "added", _("New")
    REMOVED = "removed", _("Not held")
    MOVED = "moved", _("Another time")
    ROOM = "room", _("Another room")
    TITLE = "title", _("Another title")
    SPEAKERS = "speakers", _("Other speakers")
