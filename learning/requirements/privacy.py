"""What requirements and paths hold of a person: projections go with them; what was recorded by them stays."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, delete_rows, register, stays
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose

from .models import Obligation, PathCompletion, PathVersion, RequirementVersion

register_purpose(
    Purpose(
        "requirements",
        _("What your role asks of you"),
        _("Which courses and paths are asked of whoever has your role, by when, and whether you have done them."),
        PUBLIC_TASK,
        _("As long as you have the role. After that only your completed courses and paths remain."),
        _("You, the contact people of your organisation, and those at the centre who follow up requirements."),
        45,
    )
)
register(
    Answer(
        Obligation,
        purpose="requirements",
        by=("user",),
        columns=("organisation__name", "role", "since", "done_on", "expires_on", "due_on"),
        erase=delete_rows,
    ),
    Answer(
        PathCompletion,
        purpose="learning",
        by=("learner",),
        columns=("path__slug", "round", "completed_at"),
        erase=stays,
    ),
    Answer(
        RequirementVersion,
        purpose="editing",
        by=("recorded_by",),
        columns=("requirement_id", "number", "recorded_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        PathVersion,
        purpose="editing",
        by=("published_by",),
        columns=("path__slug", "number", "published_at"),
        erase=stays,
        theirs=False,
    ),
)
