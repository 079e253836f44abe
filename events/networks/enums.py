from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Joining(models.TextChoices):
    """How people get into a network."""

    OPEN = "open", _("Open: whoever acts for an organisation comes in at once")
    ASK = "ask", _("On request: a leader or a coordinator answers")
    INVITED = "invited", _("By invitation only")


class MemberRole(models.TextChoices):
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")
    LEADER = "leader", _("Leader")


# Who looks after the members, and who writes minutes and puts up files.
LEADING = frozenset({MemberRole.LEADER})
WRITING = frozenset({MemberRole.LEADER, MemberRole.SECRETARY})


class RequestState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")


class InvitationState(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")


class MinutesState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("minutes", "Draft")
    PUBLISHED = "published", pgettext_lazy("minutes", "Published")


class FileCategory(models.TextChoices):
    AGENDA = "agenda", _("Agendas and papers")
    PLAN = "plan", _("Plans and agreements")
    TEMPLATE = "template", _("Templates and checklists")
    PRESENTATION = "presentation", _("Presentations")
    OTHER = "other", _("Other files")
