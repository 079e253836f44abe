"""Rows that are written once: the database keeps them as they were issued."""

from typing import Any, Generic, NoReturn, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Unchangeable(Exception):
    """What was issued does not change."""


class WrittenOnceQuerySet(models.QuerySet[Row], Generic[Row]):
    def update(self, **values: Any) -> NoReturn:
        raise Unchangeable(f"{self.model.__name__} rows are never changed")

    def forget_words(self, *columns: str) -> int:
        """Empty what was written about somebody who is erased (learning/privacy.py): the one change there is."""
        return super().update(**dict.fromkeys(columns, ""))

    def delete(self) -> NoReturn:
        raise Unchangeable(f"{self.model.__name__} rows are never deleted")


class WrittenOnce(models.Model):
    """Refuses to be saved twice or deleted. A correction is a new row that says so."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable(f"{type(self).__name__} {self.pk} is never changed")
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> NoReturn:  # type: ignore[override]
        raise Unchangeable(f"{type(self).__name__} {self.pk} is never deleted")
