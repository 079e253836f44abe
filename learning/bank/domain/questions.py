"""Writing questions: every change is a new version, and a question is retired, never deleted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from .. import contents
from ..contents import Content, Said
from ..models import Question, QuestionVersion, Tag
from ..rules import may_write_questions

MAX_TAG = 60


class MayNotWrite(Exception):
    """Editors and course owners write questions."""


class NotAQuestion(Exception):
    """What is wrong with it, in words."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class NothingNew(Exception):
    """It says just what the current version says."""


class LanguagesDisagree(Exception):
    """A translation has other parts, or another key, than the question it translates."""


@transaction.atomic
def create_question(
    *,
    kind: str,
    language: str,
    said: Said,
    tags: Iterable[str] = (),
    category: str = "",
    by: User | None,
    at: datetime,
) -> Question:
    """Make a question with its first version. Raises MayNotWrite and NotAQuestion."""
    _refuse_others(by)
    content = {language: _checked(kind, said)}
    question = Question.objects.create(
        kind=kind,
        language=language,
        category=category[:200].strip(),
        words=contents.words_of(content),
        owner=by,
        created_at=at,
    )
    question.tags.set(tags_called(tags))
    _write_version(question, content, number=1, note="", by=by, at=at)
    audit.record(question, action="bank.create", by=by, at=at, kind=kind)
    return question


@transaction.atomic
def revise_question(
    *, question: Question, language: str, said: Said, note: str = "", by: User | None, at: datetime
) -> QuestionVersion:
    """Say a question otherwise in one language: the next version.

    The language a question was first written in decides its parts and its key: translations get the new key, and
    where it has other parts now, they are left out and must be written again.
    Raises MayNotWrite, NotAQuestion, LanguagesDisagree and NothingNew; nothing is changed then.
    """
    _refuse_others(by)
    locked = _locked(question)
    before = _current(locked)
    content = _revised(locked, before.content, language, _checked(locked.kind, said))
    if content == before.content:
        raise NothingNew
    locked.words = contents.words_of(content)
    version = _write_version(locked, content, number=before.number + 1, note=note, by=by, at=at)
    audit.record(locked, action="bank.revise", by=by, at=at, version=version.number)
    return version


@transaction.atomic
def file_question(*, question: Question, tags: Iterable[str], category: str, by: User | None, at: datetime) -> Question:
    """Put a question under other tags and another category; what it says stays. Raises MayNotWrite."""
    _refuse_others(by)
    locked = _locked(question)
    locked.category = category[:200].strip()
    locked.save(update_fields=["category"])
    locked.tags.set(tags_called(tags))
    audit.record(locked, action="bank.file", by=by, at=at)
    return locked


@transaction.atomic
def retire_question(*, question: Question, by: User | None, at: datetime) -> bool:
    """Let no further release draw it; releases that hold it go on. Says whether it was in use. Raises MayNotWrite."""
    _refuse_others(by)
    if not Question.objects.filter(pk=question.pk, retired_at__isnull=True).update(retired_at=at):
        return False
    audit.record(question, action="bank.retire", by=by, at=at)
    return True


@transaction.atomic
def bring_back_question(*, question: Question, by: User | None, at: datetime) -> bool:
    """Let the next releases draw it again. Says whether it was retired. Raises MayNotWrite."""
    _refuse_others(by)
    if not Question.objects.filter(pk=question.pk, retired_at__isnull=False).update(retired_at=None):
        return False
    audit.record(question, action="bank.bring_back", by=by, at=at)
    return True


def tags_called(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, made where there are none; written in small letters, each once."""
    wanted = sorted({" ".join(name.casefold().split())[:MAX_TAG] for name in names} - {""})
    Tag.objects.bulk_create([Tag(name=name) for name in wanted], ignore_conflicts=True)
    return list(Tag.objects.filter(name__in=wanted))


def _refuse_others(by: User | None) -> None:
    if by and not may_write_questions(by):
        raise MayNotWrite


def _checked(kind: str, said: Said) -> Said:
    if found := contents.problems(kind, said):
        raise NotAQuestion(found)
    return contents.with_ids(kind, said)


def _locked(question: Question) -> Question:
    """Without its version: that would be read as it was before the lock was had."""
    return Question.objects.select_for_update().get(pk=question.pk)


def _current(question: Question) -> QuestionVersion:
    assert question.current is not None
    return question.current


def _revised(question: Question, before: Content, language: str, said: Said) -> Content:
    kind, source = question.kind, question.language
    if language != source:
        if contents.structure(kind, before[source]) != contents.structure(kind, said):
            raise LanguagesDisagree
        return before | {language: said}
    others = {code: contents.carried(kind, one, said) for code, one in before.items() if code != source}
    return {source: said} | {code: one for code, one in others.items() if one is not None}


def _write_version(
    question: Question, content: Content, *, number: int, note: str, by: User | None, at: datetime
) -> QuestionVersion:
    version = QuestionVersion.objects.create(
        question=question,
        number=number,
        content=content,
        fingerprint=contents.fingerprint(question.kind, content),
        note=note[:300],
        at=at,
        by=by,
    )
    question.current = version
    question.save(update_fields=["current", "words"])
    return version
