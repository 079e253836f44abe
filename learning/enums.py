from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentState(models.TextChoices):
    ACTIVE = "active", _("Under way")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Which state may follow which. A retake is a new enrolment, so nothing leads back.
ENROLMENT_MOVES: dict[str, set[str]] = {
    EnrolmentState.ACTIVE: {EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN},
    EnrolmentState.COMPLETED: set(),
    EnrolmentState.WITHDRAWN: set(),
}


class ItemKind(models.TextChoices):
    READING = "reading", _("Reading")
    QUIZ = "quiz", _("Quiz")
    REFLECTION = "reflection", _("Reflection")
    ASSIGNMENT = "assignment", _("Assignment")
    TABLETOP = "tabletop", _("Tabletop")


class Verb(models.TextChoices):
    """What happened, in the words of xAPI."""

    REGISTERED = "registered", _("Enrolled")
    EXPERIENCED = "experienced", _("Read")
    ANSWERED = "answered", _("Answered")
    SUBMITTED = "submitted", _("Handed in")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")
    COMPLETED = "completed", _("Completed")
    WITHDREW = "withdrew", _("Withdrew")
    MOVED = "moved", _("Moved to another release")
    WAIVED = "waived", _("Waived")
    UNWAIVED = "unwaived", _("No longer waived")


class ItemStatus(models.TextChoices):
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    WAIVED = "waived", _("Not required")


# What counts as done.
COUNTED = (ItemStatus.DONE, ItemStatus.WAIVED)


class AttemptState(models.TextChoices):
    STARTED = "started", _("Under way")
    SUBMITTED = "submitted", _("Submitted")


class CertificateEventKind(models.TextChoices):
    REVOKED = "revoked", _("Revoked")
    REINSTATED = "reinstated", _("Reinstated")
    SUPERSEDED = "superseded", _("Replaced by a newer one")


class DocumentState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class CourseRole(models.TextChoices):
    """What somebody of the staff is in one course."""

    OWNER = "owner", _("Course owner")
    TEACHER = "teacher", _("Teacher")


class ChangeKind(models.TextChoices):
    """What a new release changes, the mildest first. The system says which; nobody chooses."""

    TEXT = "text", _("Changes text or order")
    OPTIONAL = "optional", _("Adds something optional")
    REQUIRED = "required", _("Adds something required")
    ASSESSMENT = "assessment", _("Changes a quiz or an assignment")
    REMOVES = "removes", _("Removes something")
    RULES = "rules", _("Changes rules of the course")


# What may take something from people who are under way, or give them more to do.
STRUCTURAL_CHANGES = frozenset({ChangeKind.REQUIRED, ChangeKind.ASSESSMENT, ChangeKind.REMOVES, ChangeKind.RULES})


class MovePolicy(models.TextChoices):
    """What happens to people who have not completed the course when a new release comes."""

    MOVE = "move", _("Move them; what they have done stays done")
    REDO = "redo", _("Move them; what has changed is to be done again")
    STAY = "stay", _("Let them finish the release they have")


class CompletedPolicy(models.TextChoices):
    """What is offered to people who have completed the course. What they have is theirs either way."""

    NOTHING = "nothing", _("Nothing")
    OFFER_UPDATE = "offer_update", _("Offer them a short update: only what has changed, and a new certificate")


class MoveState(models.TextChoices):
    MOVING = "moving", _("Moving people")
    OFFERING = "offering", _("Writing to those who have completed")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


MOVES_UNDER_WAY = frozenset({MoveState.MOVING, MoveState.OFFERING})


class ExtraTimeReason(models.TextChoices):
    """Why somebody has more time. No free text: what stands behind an accommodation is nobody's to write here."""

    ACCOMMODATION = "accommodation", _("Agreed accommodation")
    TECHNICAL = "technical", _("Trouble with the equipment")
    OTHER = "other", _("Agreed otherwise")


class RegradeState(models.TextChoices):
    RUNNING = "running", _("Being marked anew")
    DONE = "done", _("Marked anew")
