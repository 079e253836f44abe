"""The kinds of message discussions write. That one's own post was hidden is told whatever one has chosen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register

from .mails import HANDLED, HIDDEN, NEW_ANSWER, NEW_THREAD, TO_LOOK_AT


def register_kinds() -> None:
    about: dict[str, Any] = {"category": Topic.DISCUSSION, "sample": sample_post}
    register(NEW_THREAD, name=_("Discussion: new thread"), **about)
    register(NEW_ANSWER, name=_("Discussion: new answer"), **about)
    register(HANDLED, name=_("Discussion: what became of a report"), **about)
    register(TO_LOOK_AT, name=_("Discussion: posts wait for a moderator"), **about)
    register(HIDDEN, name=_("Discussion: own post hidden"), sample=sample_post)


def sample_post() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "author": "Ola Tveit",
        "title": "Hvem varsler når strømmen er borte?",
        "course": "Beredskapsplikten på en dag",
        "text": "Vi har avtalt at vakthavende ringer, og at nødnettet er reserve.",
        "reason": "Innlegget navngir en pasient. Skriv det gjerne på nytt uten navn.",
        "outcome": "hidden",
        "url": "https://samvirke.example.org/learn/beredskapsplikten-pa-en-dag/discussion/12/",
        "unfollow_url": "https://samvirke.example.org/discussion/unfollow/x/",
    }
