"""What surveys hold of a person: that they are asked, and what they answered where it was not anonymous."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, Rows, Subject, register, stays
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, DELETED, Rule, drop, empty, retain

from .content import content_of
from .enums import TEXTS
from .models import Occasion, Respondent, Response, SealedDraft, SurveyVersion
from .occasions import kind_in_words

register_purpose(
    Purpose(
        "surveys",
        _("Surveys"),
        _("Which surveys you are asked to answer and whether you have. Your answers, unless the survey is anonymous."),
        PUBLIC_TASK,
        _("Your answers for two years, then only numbers without you. Anonymous answers never have you in them."),
        _("Each survey says who sees what: nobody who answered what, sums of five people or more, or the centre."),
        45,
    )
)


def let_go_of_answers(rows: Rows, subject: Subject, at: datetime) -> int:
    """Numbers stay in the sums; words go, and so does whose they were."""
    return forget_people(rows, at)


def forget_people(rows: Rows, at: datetime) -> int:
    found = list(rows.select_related("version"))
    for response in found:
        words = {q.key for q in content_of(response.version).questions if q.kind in TEXTS}
        response.answers = {key: value for key, value in response.answers.items() if key not in words}
        response.respondent = None
    return Response.objects.bulk_update(found, ["answers", "respondent"], batch_size=200)


def forget_draft(rows: Rows, subject: Subject, at: datetime) -> int:
    """That somebody was asked stays as a number; begun answers go, and nobody is written to any more."""
    return rows.update(draft={}, mail_due_at=None, email="")


def guests_long_ago(before: datetime) -> Rows:
    return Respondent.objects.filter(asked_at__lt=before).exclude(email="")


register(
    # Before the rows it is found by.
    Answer(
        Response,
        purpose="surveys",
        by=("respondent__user",),
        by_address=("respondent__email",),
        columns=("version__content", "answers", "answered_on"),
        erase=let_go_of_answers,
        order=90,
    ),
    Answer(
        Respondent,
        purpose="surveys",
        by=("user",),
        by_address=("email",),
        columns=("occasion__kind", "occasion__key", "moment", "asked_at", "answered", "draft"),
        words={"occasion__kind": _("about"), "occasion__key": _("number of what it was about")},
        codes={"occasion__kind": kind_in_words},
        erase=forget_draft,
    ),
    Answer(
        Occasion,
        purpose="log",
        by=("opened_by",),
        columns=("kind", "opened_at"),
        codes={"kind": kind_in_words},
        erase=stays,
        theirs=False,
    ),
    Answer(
        SurveyVersion,
        purpose="editing",
        by=("published_by",),
        columns=("number", "published_at"),
        erase=stays,
        theirs=False,
    ),
)

retain(
    Rule(
        "surveys.answers",
        Response,
        _("Whose answers to surveys are, where they were not anonymous"),
        ANONYMISED,
        due=lambda before: Response.objects.filter(respondent__isnull=False, answered_on__lt=timezone.localdate(before)),
        act=forget_people,
    ),
    Rule(
        "surveys.guests",
        Respondent,
        _("Addresses of people without an account who were asked in a survey"),
        ANONYMISED,
        due=guests_long_ago,
        act=empty(email=""),
    ),
    Rule(
        "surveys.drafts",
        SealedDraft,
        _("Begun answers of anonymous surveys"),
        DELETED,
        due=lambda before: SealedDraft.objects.filter(saved_on__lt=timezone.localdate(before)),
        purpose="surveys",
        act=drop,
    ),
)
