"""What designs hold of a person: who saved them, and the name of who signs, who signs for the centre."""

from cms.privacy.answers import Answer, names_nobody, register, stays

from .models import DesignVersion

register(
    Answer(
        DesignVersion,
        purpose="editing",
        by=("by",),
        columns=("used_for", "published_at"),
        erase=stays,
        theirs=False,
    )
)
names_nobody("Signs for the centre, in its name.", "designs.certificatedesign.signer_name")
