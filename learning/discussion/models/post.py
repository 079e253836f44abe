from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..enums import PostState, WrittenAs


class Post(models.Model):
    """What somebody wrote: the first of its thread, or an answer. Withdrawn or hidden it keeps its place."""

    thread = models.ForeignKey(
        "discussion.Thread", verbose_name=_("thread"), on_delete=models.CASCADE, related_name="posts"
    )
    # None: somebody who is no longer with us.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="discussion_posts"
    )
    is_first = models.BooleanField(_("begins the thread"), default=False)
    answers_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_as = models.CharField(_("written as"), max_length=10, choices=WrittenAs, default=WrittenAs.LEARNER)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=PostState, default=PostState.SHOWN)
    posted_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    # When others could read it first; followers have been written to when `told_at` is set.
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    helpful_at = models.DateTimeField(_("marked as helpful"), null=True, blank=True)
    helpful_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # A moderator has looked at it as it is: reports alone do not hide it again.
    looked_at = models.DateTimeField(null=True, blank=True)
    # Says "this very form, once": pressed twice it is one post.
    form_key = models.UUIDField()

    # Only on rows of queries.with_marks() and of the moderation queue.
    answered: bool
    reported: bool
    open_reports: int

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("posted_at", "pk")
        indexes = (
            models.Index(fields=["thread", "state", "shown_at"], name="post_in_thread"),
            models.Index(fields=["author", "posted_at"], name="post_by_author"),
            models.Index(fields=["state"], condition=Q(state__in=["waiting", "held"]), name="post_to_look_at"),
            models.Index(fields=["shown_at"], condition=Q(state="shown", told_at__isnull=True), name="post_to_tell"),
        )
        constraints = (
            models.UniqueConstraint(fields=["author", "form_key"], name="post_form_sent_once"),
            models.UniqueConstraint(fields=["thread"], condition=Q(is_first=True), name="post_begins_thread_once"),
            models.CheckConstraint(
                condition=~Q(state=PostState.SHOWN) | Q(shown_at__isnull=False), name="post_shown_has_its_moment"
            ),
            models.CheckConstraint(
                condition=Q(helpful_at__isnull=True) | Q(is_first=False), name="post_helpful_is_an_answer"
            ),
            models.CheckConstraint(condition=~Q(answers_to=F("pk")), name="post_answers_another"),
        )

    def __str__(self) -> str:
        return f"Post {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.state == PostState.SHOWN


class EarlierText(models.Model):
    """What a post said before its author changed or withdrew it. For moderators."""

    post = models.ForeignKey("discussion.Post", on_delete=models.CASCADE, related_name="earlier_texts")
    text = models.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("earlier text of a post")
        verbose_name_plural = _("earlier texts of posts")
        ordering = ("replaced_at", "pk")

    def __str__(self) -> str:
        return f"Earlier text of a post {self.pk}"
