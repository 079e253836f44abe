"""Letting go of a person in Wagtail's own rows: comments, versions of pages, workflows, the log.

Texts by a person stand in several places at once: a comment is a row, a part of every version of its page saved since,
and a line in the log.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.models import COMMENTS_RELATION_NAME, Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision

from cms.people.models import User

from .answers import Rows, Subject
from .mentions import mentioning, names

LOGS = (ModelLogEntry, PageLogEntry)
Json = dict[str, Any]


# --- Versions of pages ------------------------------------------------------------------------------


def versions_with_comments_by(subject: Subject) -> Rows:
    as_text = Revision.objects.annotate(content_as_text=Cast("content", models.TextField()))
    return as_text.filter(
        content_as_text__contains=f'"{COMMENTS_RELATION_NAME}"',
        content_as_text__regex=rf'"user": {subject.user.pk}[,}}]',
    )


def empty_comments_in_versions(rows: Rows, subject: Subject, at: datetime) -> int:
    """The version stays as it was written; what this person remarked beside it goes."""
    for version in rows.iterator(chunk_size=50):
        for remark in _remarks_in(version.content):
            if remark.get("user") == subject.user.pk:
                remark["text"] = ""
        Revision.objects.filter(pk=version.pk).update(content=version.content)
    return len(rows)


def _remarks_in(content: Json) -> Iterator[Json]:
    for comment in content.get(COMMENTS_RELATION_NAME) or ():
        yield comment
        yield from comment.get("replies") or ()


def pages_that_name(subject: Subject) -> Rows:
    """Pages whose latest version names the person: what the centre writes about people is for its editors to decide."""
    versions = mentioning(Revision.objects.filter(pk__in=Page.objects.values("latest_revision")), subject, "content")
    return Page.objects.filter(latest_revision__in=list(versions.values_list("pk", flat=True)))


def unlock_pages(rows: Rows, subject: Subject, at: datetime) -> int:
    """A page nobody can unlock any more is unlocked."""
    return rows.filter(locked_by=subject.user).update(locked=False, locked_by=None, locked_at=None)


# --- The log ----------------------------------------------------------------------------------------


def log_lines_about(log: type[models.Model]) -> Callable[[Subject], Rows]:
    """Lines that name the person, are about the account, or hold a text of theirs."""

    def find(subject: Subject) -> Rows:
        lines = log._default_manager.all()
        ids = {line.pk for line in mentioning(lines, subject, "label", "data")}
        about = Q(user=subject.user) | Q(action__startswith="wagtail.comments")
        if log is ModelLogEntry:
            account = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(subject.user.pk))
            about |= account
        ids |= set(lines.filter(about).values_list("pk", flat=True))
        return lines.filter(pk__in=ids)

    return find


def unname_log_lines(rows: Rows, subject: Subject, at: datetime) -> int:
    """What was done stays; records are named by kind and number, and texts by the person are emptied."""
    theirs = _comments_of(subject)
    account = ContentType.objects.get_for_model(User)
    changed = 0
    for line in rows.select_related("content_type").iterator(chunk_size=200):
        before = (line.label, repr(line.data))
        is_account = line.content_type_id == account.pk and str(line.object_id) == str(subject.user.pk)
        if is_account or names(subject, line.label):
            line.label = _kind_and_number(line)
        line.data = _without(line, subject, theirs)
        if before != (line.label, repr(line.data)):
            type(line).objects.filter(pk=line.pk).update(label=line.label, data=line.data)
            changed += 1
    return changed


def _kind_and_number(line: Any) -> str:
    model = line.content_type.model_class() if line.content_type else None
    kind = model._meta.verbose_name if model else "record"
    return f"{kind} {line.object_id}"


def _comments_of(subject: Subject) -> set[int]:
    """Numbers of the person's comments, those deleted since among them."""
    known = set(Comment.objects.filter(user=subject.user).values_list("pk", flat=True))
    made = PageLogEntry.objects.filter(user=subject.user, action="wagtail.comments.create")
    return known | {data["comment"]["id"] for data in made.values_list("data", flat=True)}


def _without(line: Any, subject: Subject, comments: set[int]) -> Any:
    data = line.data
    if line.user_id == subject.user.pk and line.action.startswith(("wagtail.comments", "wagtail.workflow")):
        data = _emptied(data, {"text", "comment"})
    comment = data.get("comment") if isinstance(data, dict) else None
    if isinstance(comment, dict) and comment.get("id") in comments:
        data = {**data, "comment": {**comment, "text": ""}}
    reply = data.get("reply") if isinstance(data, dict) else None
    if isinstance(reply, dict) and CommentReply.objects.filter(user=subject.user, pk=reply.get("id")).exists():
        data = {**data, "reply": {**reply, "text": ""}}
    return _unnamed(data, subject)


def _emptied(value: Any, keys: set[str]) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: "" if key in keys and isinstance(one, str) else _emptied(one, keys) for key, one in value.items()}


def _unnamed(value: Any, subject: Subject) -> Any:
    if isinstance(value, dict):
        return {key: _unnamed(one, subject) for key, one in value.items()}
    if isinstance(value, list):
        return [_unnamed(one, subject) for one in value]
    return "" if isinstance(value, str) and names(subject, value) else value
