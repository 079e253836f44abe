"""The archive a person gets: a page to read, a JSON file for each app, and their own files."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import capfirst

from .answers import Answer, Subject, all_answers, plain
from .purposes import all_purposes
from .readable import readable

Table = dict[str, Any]


class Archive:
    def __init__(self, subject: Subject, *, at: datetime) -> None:
        self.subject = subject
        self.at = at
        self.answers = [answer for answer in all_answers() if answer.columns]

    @property
    def steps(self) -> int:
        return len(self.answers) + 1

    def made(self, *, after_step: Callable[[int], Any]) -> bytes:
        """Return the archive as bytes, telling after each answer how many there are."""
        tables = []
        for done, answer in enumerate(self.answers, start=1):
            if rows := answer.export(self.subject):
                tables.append(_table(answer, rows))
            after_step(done)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("index.html", self._page(tables))
            for app in dict.fromkeys(table["app"] for table in tables):
                archive.writestr(f"{app}.json", _as_json([table for table in tables if table["app"] == app]))
            for file in self._files():
                archive.writestr(file.name, file.read())
        return content.getvalue()

    def _files(self) -> list[Any]:
        return [file for answer in self.answers if answer.files for file in answer.files(self.subject)]

    def _page(self, tables: list[Table]) -> str:
        by_purpose = [
            (purpose, [table for table in tables if table["purpose"] == purpose.key]) for purpose in all_purposes()
        ]
        context = {
            "person": self.subject.user,
            "at": self.at,
            "files": [file.name for file in self._files()],
            "sections": [(purpose, found) for purpose, found in by_purpose if found],
        }
        return render_to_string("privacy/archive.html", context)


def _table(answer: Answer, rows: list[dict[str, Any]]) -> Table:
    meta = answer.model._meta
    columns = list(rows[0])
    return {
        "app": meta.app_label,
        "model": meta.label_lower,
        "purpose": answer.purpose,
        "title": capfirst(answer.title),
        "columns": [capfirst(column) for column in columns],
        "rows": [plain(row) for row in rows],
        "cells": [[readable(row[column]) for column in columns] for row in rows],
    }


def _as_json(tables: list[Table]) -> str:
    shown = [{"what": table["title"], "model": table["model"], "rows": table["rows"]} for table in tables]
    return json.dumps(shown, ensure_ascii=False, indent=2)
