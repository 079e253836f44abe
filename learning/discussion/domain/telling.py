"""Writing to those who follow, and to those who moderate. Safe to run twice: a message is written once."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.mail.models import OutboxMessage

from .. import mails
from ..enums import PostState
from ..models import Post
from ..queries import people_to_tell, posts_to_tell_of, staff_of
from ..settings_of import settings_of

# How many are written to in one transaction, while which the post cannot be hidden.
A_BATCH = 50
# The task that follows the commit is given this long before the tick does its work.
PASSED_OVER = timedelta(minutes=2)


def announce(post: Post) -> None:
    """Once this is committed, tell those who follow; or, where it waits, those who approve."""
    from ..tasks import tell_followers, tell_moderators

    task = tell_moderators if post.state == PostState.WAITING else tell_followers
    transaction.on_commit(lambda: task.delay(post.pk), robust=True)


def announce_report(post: Post) -> None:
    """Once this is committed, tell those who moderate that something waits for them."""
    from ..tasks import tell_moderators

    transaction.on_commit(lambda: tell_moderators.delay(post.pk), robust=True)


@transaction.atomic
def tell_some(*, post_id: int, at: datetime) -> bool:
    """Write to some of those who follow and have not been told; say whether more are left.

    The post is locked: hiding it waits, and then lets go of what was written here. What is hidden, withdrawn or waits
    is told to nobody, and nothing is while the discussion is switched off.
    """
    rows = Post.objects.select_for_update(of=("self",), no_key=True).select_related("thread__course", "author")
    post = rows.filter(pk=post_id, state=PostState.SHOWN, told_at__isnull=True).first()
    if post is None:
        return False
    told = OutboxMessage.objects.filter(idempotency_key__startswith=mails.prefix_of(post), to_user__isnull=False)
    readable = settings_of(post.thread.course).is_open
    people = list(people_to_tell(post, told=told.values("to_user"), at=at)[:A_BATCH]) if readable else []
    for person in people:
        mails.new_post(post, to=person, at=at)
    if len(people) == A_BATCH:
        return True
    Post.objects.filter(pk=post.pk).update(told_at=at)
    return False


def passed_over(*, at: datetime) -> list[int]:
    """Posts whose followers nobody has told: the tick's work."""
    return posts_to_tell_of(before=at - PASSED_OVER)


def tell_staff(*, post_id: int, at: datetime) -> int:
    """Tell who teaches or owns the course that something waits for them: once a day each at most."""
    post = Post.objects.select_related("thread__course").filter(pk=post_id).first()
    if post is None:
        return 0
    people = list(staff_of(post.thread.course, at=at).exclude(pk=post.author_id or 0))
    for person in people:
        mails.to_look_at(post.thread.course, to=person, at=at)
    return len(people)
