from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    DUE = "due", _("Waiting")
    HELD = "held", _("Waiting for the digest")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    IN_DIGEST = "in_digest", _("Told of in a digest")
    SKIPPED = "skipped", _("Not sent")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Given up")


# Not yet sent, and nobody has decided against it.
WAITING_STATES = frozenset({MessageState.DUE, MessageState.HELD})


class Why(models.TextChoices):
    """Why a message waits, or was not sent."""

    QUIET = "quiet", _("Quiet hours of the reader")
    PAUSE = "pause", _("Crisis pause")
    DIGEST = "digest", _("The reader wants a digest")
    NEVER = "never", _("The reader does not want it")
    INACTIVE = "inactive", _("The account is closed")
    REFUSED = "refused", _("The address was refused earlier")


class Topic(models.TextChoices):
    """What a message is about when it is not essential: the reader says how they want each."""

    REMINDERS = "reminders", _("Reminders")
    LEARNING = "learning", _("Courses and certificates")
    DISCUSSION = "discussion", _("Discussions in courses")
    NETWORKS = "networks", _("Networks one is a member of")
    NEWS = "news", _("News from the centre")


# Categories of messages: essential ones are always sent; those about a topic as the reader wants; a digest tells of
# several of these.
ESSENTIAL = "essential"
DIGEST = "digest"
CATEGORIES = [(ESSENTIAL, _("Essential")), (DIGEST, _("Digest")), *Topic.choices]


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("In a digest every working day")
    WEEKLY = "weekly", _("In a digest every Monday")
    NEVER = "never", _("Never")


IN_DIGESTS = frozenset({Frequency.DAILY, Frequency.WEEKLY})
