"""Reporting a post, and deciding about it."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from cms import audit
from cms.mail.domain.outbox import let_waiting_mail_go
from cms.people.models import User

from .. import mails
from ..enums import POST_MOVES, PostState, ReportOutcome, Ruling
from ..models import Post, Report, RulingOnPost
from ..rules import is_own_post, moderates, place_in
from ..texts import tidied
from .telling import announce, announce_report

# What each decision makes of a post.
BECOMES = {
    Ruling.APPROVED: PostState.SHOWN,
    Ruling.KEPT: PostState.SHOWN,
    Ruling.RESTORED: PostState.SHOWN,
    Ruling.HIDDEN: PostState.HIDDEN,
}
# From which states which decision is taken; keeping is for what was reported, whether it was hidden by that or not.
DECIDED_FROM = {
    Ruling.APPROVED: {PostState.WAITING},
    Ruling.KEPT: {PostState.SHOWN, PostState.HELD, PostState.WITHDRAWN},
    Ruling.RESTORED: {PostState.HIDDEN},
    Ruling.HIDDEN: {PostState.WAITING, PostState.SHOWN, PostState.HELD},
}
LONGEST_REASON = 1000


class MayNotModerate(Exception):
    """Teachers and owners of the course and the centre decide."""


class OwnPost(Exception):
    """Nobody reports or decides about what they wrote themselves."""


class AlreadyReported(Exception):
    """Once a person and post."""


class NotReadable(Exception):
    """The post is not shown to this person, so there is nothing to report."""


class ReasonMissing(ValueError):
    """The author is told why a post was hidden, so a reason must be given."""


class NotPossibleNow(Exception):
    """The post has changed meanwhile; look at it again."""


@transaction.atomic
def report_post(*, post: Post, reason: str, text: str = "", by: User, at: datetime) -> Report:
    """Ask the moderators to look at a post. So many reports of different people hide it until one has.

    Raises NotReadable, OwnPost and AlreadyReported.
    """
    locked = _locked(post)
    place = place_in(by, locked.thread.course, at=at)
    if place is None or not place.may_read or not locked.is_shown:
        raise NotReadable
    if is_own_post(by, locked):
        raise OwnPost
    report = _write_once(locked, reason, tidied(text)[:LONGEST_REASON], by=by, at=at)
    audit.record(locked, action="discussion.report", by=by, at=at, report=report.pk, reason=reason)
    _hold_after_several(locked, at=at)
    announce_report(locked)
    return report


def _write_once(post: Post, reason: str, text: str, *, by: User, at: datetime) -> Report:
    try:
        with transaction.atomic():
            return Report.objects.create(post=post, reporter=by, reason=reason, text=text, reported_at=at)
    except IntegrityError:
        raise AlreadyReported from None


def _hold_after_several(post: Post, *, at: datetime) -> None:
    """What a moderator has looked at as it stands is not hidden again by reports alone."""
    reports = post.reports.filter(handled_at__isnull=True).count()
    if post.looked_at or reports < settings.DISCUSSION_REPORTS_THAT_HIDE:
        return
    _become(post, PostState.HELD, at=at)
    _decided(post, Ruling.HELD, by=None, reason="", at=at)


# --- Deciding -----------------------------------------------------------------------------------


@transaction.atomic
def decide(*, post: Post, ruling: Ruling, reason: str = "", by: User, at: datetime) -> RulingOnPost:
    """Approve a post that waits, keep or hide one that was reported, show a hidden one again.

    Open reports are handled with it, and those who reported are told; the author is told when it is hidden, with the
    reason. Raises MayNotModerate, OwnPost, ReasonMissing and NotPossibleNow.
    """
    locked, reason = _locked(post), tidied(reason)[:LONGEST_REASON]
    if not moderates(by, locked.thread.course, at=at):
        raise MayNotModerate
    if is_own_post(by, locked):
        raise OwnPost
    if not is_possible(locked, ruling):
        raise NotPossibleNow
    if ruling == Ruling.HIDDEN and not reason:
        raise ReasonMissing
    if locked.state != PostState.WITHDRAWN:
        _become(locked, BECOMES[ruling], at=at)
    Post.objects.filter(pk=locked.pk).update(looked_at=at)
    decided = _decided(locked, ruling, by=by, reason=reason, at=at)
    _handle_reports(locked, ruling, at=at)
    if ruling == Ruling.HIDDEN:
        mails.post_hidden(locked, reason=reason, ruling=decided.pk, at=at)
    return decided


def is_possible(post: Post, ruling: Ruling) -> bool:
    """Whether a post stands so that this can be decided about it."""
    if post.state not in DECIDED_FROM[ruling]:
        return False
    return ruling != Ruling.KEPT or post.state == PostState.HELD or _is_reported(post)


def _is_reported(post: Post) -> bool:
    return post.reports.filter(handled_at__isnull=True).exists()


def _become(post: Post, state: PostState, *, at: datetime) -> None:
    """Move a post along the table of states. Shown the first time it is told of; hidden, waiting mail is let go of."""
    if post.state == state:
        return
    if state not in POST_MOVES[post.state]:
        raise NotPossibleNow
    post.state = state
    if state == PostState.SHOWN:
        post.shown_at = post.shown_at or at
        announce(post)
    else:
        post.helpful_at = post.helpful_by = None
        let_waiting_mail_go(key_prefix=mails.prefix_of(post))
    post.save(update_fields=["state", "shown_at", "helpful_at", "helpful_by"])


def _decided(post: Post, ruling: Ruling, *, by: User | None, reason: str, at: datetime) -> RulingOnPost:
    audit.record(post, action=f"discussion.{ruling}", by=by, at=at)
    return RulingOnPost.objects.create(post=post, ruling=ruling, by=by, reason=reason, at=at)


def _handle_reports(post: Post, ruling: Ruling, *, at: datetime) -> None:
    outcome = ReportOutcome.HIDDEN if ruling == Ruling.HIDDEN else ReportOutcome.KEPT
    for report in post.reports.filter(handled_at__isnull=True).select_related("reporter", "post__thread__course"):
        report.outcome, report.handled_at = outcome, at
        report.save(update_fields=["outcome", "handled_at"])
        mails.report_handled(report, at=at)


def _locked(post: Post) -> Post:
    rows = Post.objects.select_for_update(of=("self",), no_key=True).select_related("thread__course", "author")
    return rows.get(pk=post.pk)
