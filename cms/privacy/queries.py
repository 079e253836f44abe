"""Reads about privacy that more than one place needs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cms.people.models import User

from .answers import Answer, Kept, Subject, all_answers
from .consents import ConsentPurpose, all_consent_purposes, consent_purpose
from .models import Consent, RetentionRun
from .purposes import Purpose, all_purposes
from .retention import Rule, all_rules


@dataclass(frozen=True)
class Entry:
    """A line of the register: a purpose and, for a person, how many rows there are of theirs."""

    purpose: Purpose
    counts: list[tuple[str, int]]


@dataclass(frozen=True)
class ConsentLine:
    purpose: ConsentPurpose
    held: Consent | None
    history: list[Consent]


@dataclass(frozen=True)
class KeptColumn:
    """What stays of a person after they are erased: where, what, by which right, how long."""

    table: str
    column: str
    title: str
    kept: Kept


@dataclass(frozen=True)
class RetentionLine:
    """A line of the retention table: the rule, by which right its rows were kept, and how many a run met."""

    rule: Rule
    basis: Any
    number: int | None


def retention_table(run: RetentionRun | None = None) -> list[RetentionLine]:
    """The rules in words, with what one run counted."""
    counts = run.counts if run else {}
    return [RetentionLine(rule, _basis_of(rule), counts.get(rule.key)) for rule in all_rules()]


def _basis_of(rule: Rule) -> Any:
    about = [one for one in all_answers() if one.model is rule.model]
    about.sort(key=lambda one: not one.theirs)
    key = rule.purpose or next((one.purpose for one in about), "")
    return next((purpose.basis for purpose in all_purposes() if purpose.key == key), "")


def has_consent(user: User, purpose: str) -> bool:
    """A yes to the words as they are today. One query."""
    asked = consent_purpose(purpose)
    held = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at__isnull=True)
    return asked is not None and held.filter(version=asked.version).exists()


def consented_to(recipient: User, purpose: str) -> QuerySet[Consent]:
    """What people have said yes to for this person, in the words as they are today, and not taken back."""
    asked = consent_purpose(purpose)
    held = Consent.objects.filter(recipient=recipient, purpose=purpose, withdrawn_at__isnull=True)
    return held.filter(version=asked.version, user__is_active=True) if asked else held.none()


def register_of(user: User) -> list[Entry]:
    """The register of processing with this person's own counts: one query for each answer, however much there is."""
    subject = Subject.of(user)
    counted: dict[str, dict[str, int]] = {}
    for answer in all_answers():
        if answer.counted and (number := answer.rows(subject).count()):
            words = answer.title
            of_purpose = counted.setdefault(answer.purpose, {})
            of_purpose[words] = of_purpose.get(words, 0) + number
    return [Entry(purpose, list(counted.get(purpose.key, {}).items())) for purpose in all_purposes()]


def consents_of(user: User) -> list[ConsentLine]:
    """Every purpose one may say yes to, with what this person has said. One query.

    Those that are about somebody are told of by the rooms they belong to.
    """
    given = list(Consent.objects.filter(user=user).order_by("given_at", "pk"))
    lines = []
    for purpose in (one for one in all_consent_purposes() if not one.to_somebody):
        history = [one for one in given if one.purpose == purpose.key]
        held = next((one for one in history if one.withdrawn_at is None and one.version == purpose.version), None)
        lines.append(ConsentLine(purpose, held, history))
    return lines


def kept_after_erasure() -> list[KeptColumn]:
    """Everything that still holds something of a person once they are erased: shown to them, and tested against."""
    return [
        KeptColumn(answer.model._meta.db_table, kept.column, _title(answer, kept.column), kept)
        for answer in all_answers()
        for kept in answer.kept
    ]


def _title(answer: Answer, column: str) -> str:
    """Certificate: wording."""
    return f"{answer.model._meta.verbose_name}: {answer.word(column)}"
