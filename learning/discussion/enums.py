from django.db import models
from django.utils.translation import gettext_lazy as _


class PostState(models.TextChoices):
    WAITING = "waiting", _("Waits for approval")
    SHOWN = "shown", _("Shown")
    HELD = "held", _("Hidden until somebody has looked")
    HIDDEN = "hidden", _("Hidden")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


# Which state may follow which. What its author has withdrawn comes back by nobody's hand.
POST_MOVES: dict[str, set[str]] = {
    PostState.WAITING: {PostState.SHOWN, PostState.HIDDEN, PostState.WITHDRAWN},
    PostState.SHOWN: {PostState.WAITING, PostState.HELD, PostState.HIDDEN, PostState.WITHDRAWN},
    PostState.HELD: {PostState.SHOWN, PostState.HIDDEN, PostState.WITHDRAWN},
    PostState.HIDDEN: {PostState.SHOWN},
    PostState.WITHDRAWN: set(),
}


class WrittenAs(models.TextChoices):
    """What the author was in the course when they wrote."""

    LEARNER = "learner", _("Learner")
    TEACHER = "teacher", _("Teacher")
    OWNER = "owner", _("Course owner")
    CENTRE = "centre", _("The centre")


class BegunBy(models.TextChoices):
    EVERYBODY = "everybody", _("Everybody in the course")
    TEACHERS = "teachers", _("Teachers only; everybody may answer")


class ReportReason(models.TextChoices):
    UNKIND = "unkind", _("Unkind or harassing")
    PRIVATE = "private", _("Tells of somebody’s private matters")
    SECRET = "secret", _("Should not be known to everybody (graded or confidential)")
    WRONG = "wrong", _("Wrong or dangerous advice")
    ADVERT = "advert", _("Advertising")
    OTHER = "other", _("Something else")


class ReportOutcome(models.TextChoices):
    KEPT = "kept", _("The post stays")
    HIDDEN = "hidden", _("The post was hidden")


class Ruling(models.TextChoices):
    """What happened to a post in moderation; by a person, or (held) by itself."""

    APPROVED = "approved", _("Approved")
    KEPT = "kept", _("Kept")
    HELD = "held", _("Hidden until looked at, after several reports")
    HIDDEN = "hidden", _("Hidden")
    RESTORED = "restored", _("Shown again")
