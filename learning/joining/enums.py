from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.imports.enums import Reason


class RequestState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class InvitationState(models.TextChoices):
    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")


class ListState(models.TextChoices):
    """In this order; `failed` may follow `running`."""

    CHECKED = "checked", _("Checked, nobody is enrolled yet")
    RUNNING = "running", _("Enrolling")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


class LineReason(models.TextChoices):
    """Why a line of a list enrols nobody, as a good adviser would say it. The first are the words of imports."""

    EMAIL_WRONG = Reason.EMAIL_WRONG.value, Reason.EMAIL_WRONG.label
    EMAIL_LOOKALIKE = Reason.EMAIL_LOOKALIKE.value, Reason.EMAIL_LOOKALIKE.label
    EMAIL_LETTERS = Reason.EMAIL_LETTERS.value, Reason.EMAIL_LETTERS.label
    CELLS_TOO_MANY = Reason.CELLS_TOO_MANY.value, Reason.CELLS_TOO_MANY.label
    ORGANISATION_OTHER = "organisation_other", _("You can only enrol people of your own organisation.")
    NOT_MEMBER = "not_member", _("Nobody in your organisation has this address. Invite them to it first.")
    TWICE = "twice", _("The same person stands further up in the list.")
    TAKES_IT = "takes_it", _("Takes the course already.")
    COMPLETED = "completed", _("Has completed the course, and can take it again when they like.")
    GATE = "gate", _("Something comes before this course that this person does not have yet.")
    CLOSED = "closed", _("The course was closed for this before their turn came.")


# What is said otherwise of somebody who was ticked by name: there is no address that somebody wrote.
WHY_NOT_TICKED: dict[str, Any] = {LineReason.NOT_MEMBER: _("Is not in your organisation any more.")}
