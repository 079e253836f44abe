"""What waivers hold of a person: that something was waived stays as a number; why, and the evidence, goes with them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, PersonalFile, Rows, Subject, forget_file, names_nobody, register
from cms.privacy.retention import ANONYMISED, Rule, retain

from .models import Waiver, WaiverRevocation

WORDS = ("explanation", "file", "file_name", "reference")


def evidence_files(subject: Subject) -> Iterator[PersonalFile]:
    for waiver in Waiver.objects.filter(learner=subject.user).exclude(file="").order_by("pk"):
        ending = PurePath(waiver.file_name).suffix
        yield PersonalFile(f"waivers/{waiver.pk}{ending}", partial(_read, waiver))


def _read(waiver: Waiver) -> bytes:
    with waiver.file.open("rb") as opened:
        content: bytes = opened.read()
        return content


def forget_grounds(rows: Rows, at: datetime) -> int:
    """Files and words go, once that is committed; what counts as done by it stays."""
    found = list(rows.values_list("pk", "file"))
    for _pk, name in found:
        forget_file("private", name)
    return Waiver.objects.filter(pk__in=[pk for pk, _name in found]).forget_words(*WORDS)


def _erase(rows: Rows, subject: Subject, at: datetime) -> int:
    return forget_grounds(rows, at)


def _erase_reason(rows: Rows, subject: Subject, at: datetime) -> int:
    return WaiverRevocation.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).forget_words("reason")


def _long_over(before: datetime) -> Any:
    """Evidence of courses that ended, and of entries that were let in, so long ago."""
    over = Q(enrolment__ended_at__lt=before) | Q(enrolment__isnull=True, given_at__lt=before)
    return Waiver.objects.filter(over).exclude(**dict.fromkeys(WORDS, ""))


register(
    Answer(
        Waiver,
        purpose="learning",
        by=("learner",),
        also=("given_by", "enrolment", "file_name"),
        columns=("course__title", "what", "reason", "explanation", "file_name", "reference", "given_at"),
        erase=_erase,
        files=evidence_files,
    ),
    Answer(
        WaiverRevocation,
        purpose="learning",
        by=("waiver__learner",),
        also=("by",),
        columns=("waiver__course__title", "reason", "at"),
        erase=_erase_reason,
    ),
)
names_nobody("A key of a course's own.", "gates.waiver.target")
retain(
    Rule(
        "gates.evidence",
        Waiver,
        _("Evidence and explanations of waivers, after the course has ended"),
        ANONYMISED,
        due=_long_over,
        act=forget_grounds,
    )
)
