"""How people, threads and posts are called where they are shown."""

from django.utils.translation import gettext as _

from .enums import PostState
from .models import Post, Thread


def name_of(post: Post) -> str:
    """The author's name, never an address; nobody's name where they are no longer with us."""
    if post.author is None or post.author.is_erased:
        return _("Former participant")
    return post.author.name or _("Participant")


def title_of(thread: Thread, *, first_state: str | None = None, sees_all: bool = False) -> str:
    """The title, where the first post stands; other words where it was hidden or taken back, or nobody is left."""
    state = first_state or thread.posts.filter(is_first=True).values_list("state", flat=True).first()
    if thread.title and (sees_all or state == PostState.SHOWN):
        return thread.title
    if state == PostState.WITHDRAWN or not thread.title:
        return _("A thread whose question was withdrawn")
    return _("A thread whose question is hidden")


def placeholder_for(post: Post) -> str:
    """What stands in the place of a post that is not shown; empty for one that is."""
    words = {
        PostState.WITHDRAWN: _("Withdrawn by its author."),
        PostState.HIDDEN: _("Hidden by a moderator."),
        PostState.HELD: _("Hidden until a moderator has looked at it."),
        PostState.WAITING: _("Waits for approval."),
    }
    if post.state == PostState.WITHDRAWN and post.author is None:
        return _("Removed: the author is no longer with us.")
    return words.get(PostState(post.state), "")
