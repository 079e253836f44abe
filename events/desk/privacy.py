"""What the desk holds of a person: who wrote a letter. To whom is numbers of places, gone when it is sent."""

from django.utils.translation import pgettext_lazy

from cms.privacy.answers import Answer, register, stays

from .models import Letter

register(
    Answer(
        Letter,
        purpose="log",
        by=("by",),
        columns=("occurrence__series__titles", "started_at", "written"),
        words={"occurrence__series__titles": pgettext_lazy("occurrence", "event")},
        erase=stays,
        theirs=False,
    ),
)
