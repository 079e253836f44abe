"""What a pause holds of a person: who declared and who ended it."""

from cms.privacy.answers import Answer, register, stays

from .models import Pause

register(
    Answer(
        Pause,
        purpose="log",
        by=("declared_by", "ended_by"),
        columns=("scope", "starts_at", "ends_at"),
        erase=stays,
        theirs=False,
    )
)
