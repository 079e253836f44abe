"""Every app answers for its own rows: what it holds of a person, how it hands that out, and how it lets go of it.

An app says so in a `privacy.py` of its own, found when the site starts:

# events/privacy.py
register(Answer(Booking, purpose="events", by=("user",), columns=("state", "booked_at"), erase=delete_rows))

A test walks every model there is and fails when a column that names people has no answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Q, QuerySet

from cms.people.models import User

from .borrowed_words import column_word, table_word

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Subject:
    """The person asked about: the account, every address it has, and the name as it is now."""

    user: User
    addresses: tuple[str, ...]

    @classmethod
    def of(cls, user: User) -> "Subject":
        known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
        return cls(user, tuple(sorted({user.email.lower(), *(address.lower() for address in known)})))

    @property
    def values(self) -> tuple[str, ...]:
        """What can be searched for as text. A name of one short word would find everybody, so it is left out."""
        name = self.user.name.strip()
        return (*self.addresses, name) if " " in name or len(name) > 7 else self.addresses


@dataclass(frozen=True)
class Kept:
    """A column that still holds something of the person after they are erased, and by which right."""

    column: str
    basis: Any
    kept_for: Any


@dataclass(frozen=True)
class PersonalFile:
    """A file for the archive: what it is called there, and how its bytes are had."""

    name: str
    read: Callable[[], bytes]


Erase = Callable[[Rows, Subject, datetime], int]


@dataclass(frozen=True)
class Answer:
    """What one model holds of a person.

    Its rows are found `by` columns that point at the account (`enrolment__learner`) and `by_address` columns that
    hold an e-mail address; `find` says it for those that need more. `columns` are what the person gets to see.
    `theirs` is false where the person only acted (published, approved): such rows stay, and point at the nameless
    account. `also` names further columns of the row about the same person, so that the test knows them answered.
    `words` are for columns whose own words would not do here; `codes` say in words what a column has as a code.
    """

    model: type[models.Model]
    purpose: str
    erase: Erase
    by: tuple[str, ...] = ()
    by_address: tuple[str, ...] = ()
    find: Callable[[Subject], Rows] | None = None
    columns: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict, hash=False)
    codes: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict, hash=False)
    theirs: bool = True
    kept: tuple[Kept, ...] = ()
    files: Callable[[Subject], Iterable[PersonalFile]] | None = None
    # False where finding the rows is too slow for a page.
    counted: bool = True
    order: int = 100

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def answers_for(self) -> set[str]:
        """Names of the model's own columns this answer speaks for."""
        return {name.split("__")[0] for name in (*self.by, *self.by_address, *self.also)}

    def rows(self, subject: Subject) -> Rows:
        if self.find:
            return self.find(subject)
        condition = Q(pk__in=[])
        for column in self.by:
            condition |= Q(**{column: subject.user.pk})
        for column in self.by_address:
            for address in subject.addresses:
                condition |= Q(**{f"{column}__iexact": address})
        return self.model._default_manager.filter(condition)

    @property
    def title(self) -> str:
        """What the rows are, in the language that is active."""
        return table_in_words(self.label)

    def export(self, subject: Subject) -> list[dict[str, Any]]:
        """The rows by the words for their columns in the language that is active, codes in words too. One query."""
        words = [str(self.word(column)) for column in self.columns]
        found = self.rows(subject).order_by("pk").values_list(*self.columns)
        return [
            {word: self._decoded(column, value) for word, column, value in zip(words, self.columns, row, strict=True)}
            for row in found
        ]

    def word(self, column: str) -> Any:
        """What the column is called: here, in the list for packages, or where the field is declared."""
        fields = path_of(self.model, column)
        named = fields[-2] if len(fields) > 1 else fields[0]
        borrowed = column_word(self.label, column)
        return self.words.get(column) or borrowed or getattr(named, "verbose_name", column)

    def _decoded(self, column: str, value: Any) -> Any:
        if column in self.codes:
            return str(self.codes[column](value))
        choices = dict(getattr(path_of(self.model, column)[-1], "flatchoices", None) or ())
        return str(choices.get(value, value)) if isinstance(value, str) else value


def table_in_words(label: str) -> str:
    """What rows of `app.model` are called; a model that is gone keeps its label."""
    app, _dot, name = label.partition(".")
    try:
        return str(table_word(label) or apps.get_model(app, name)._meta.verbose_name_plural)
    except LookupError:
        return label


def path_of(model: type[models.Model], column: str) -> list[Any]:
    """The fields a path like `enrolment__course__title` goes through."""
    fields: list[Any] = []
    for name in column.split("__"):
        fields.append(model._meta.get_field(name))
        model = fields[-1].related_model or model
    return fields


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    return str(value) if isinstance(value, UUID | Decimal) or hasattr(value, "_proxy____cast") else repr(value)


# --- Letting go ---------------------------------------------------------------------------------


def delete_rows(rows: Rows, subject: Subject, at: datetime) -> int:
    deleted: int = rows.delete()[1].get(rows.model._meta.label, 0)
    return deleted


def stays(rows: Rows, subject: Subject, at: datetime) -> int:
    """Nothing to let go of: the row names nobody, it points at an account without a name."""
    return 0


def blank(**values: Any) -> Erase:
    """The row stays as a number; these columns lose what they said."""

    def erase(rows: Rows, subject: Subject, at: datetime) -> int:
        return rows.update(**values)

    return erase


def delete_rows_with_files(column: str) -> Erase:
    """Delete rows, and the files they name once that is committed."""

    def erase(rows: Rows, subject: Subject, at: datetime) -> int:
        for name in rows.exclude(**{column: ""}).values_list(column, flat=True):
            forget_file("default", name)
        return delete_rows(rows, subject, at)

    return erase


def forget_file(storage: str, name: str | None) -> None:
    """Delete a file after commit: a transaction that fails takes nothing with it."""
    if name:
        transaction.on_commit(lambda: storages[storage].delete(name), robust=True)


# --- The register -------------------------------------------------------------------------------


@dataclass
class _Register:
    answers: list[Answer] = field(default_factory=list)
    nobody: dict[str, str] = field(default_factory=dict)


_register = _Register()


def register(*answers: Answer) -> None:
    _register.answers.extend(answers)
    _register.answers.sort(key=lambda answer: answer.order)


def names_nobody(reason: str, *columns: str) -> None:
    """Say of columns (`people.organisation.name`) that look as if they named people, why they do not."""
    _register.nobody.update(dict.fromkeys(columns, reason))


def all_answers() -> list[Answer]:
    """In the order in which rows are let go of: what is searched by name comes before the name goes."""
    return list(_register.answers)


def columns_that_name_nobody() -> dict[str, str]:
    return dict(_register.nobody)
