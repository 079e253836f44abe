"""What the desk holds of a person: who wrote a letter. To whom is numbers of places, gone when it is sent."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, register, stays

from .models import Letter

register(
    Answer(
        Letter,
        purpose="log",
        by=("by",),
        columns=("occurrence__series__titles", "started_at", "written"),
        words={"occurrence__series__titles": _("event")},
        erase=stays,
        theirs=False,
    ),
)
