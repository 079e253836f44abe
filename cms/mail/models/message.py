from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CATEGORIES, ESSENTIAL, MessageState, Why


class OutboxMessage(models.Model):
    """One mail to one person: written in the transaction of what it tells of, sent afterwards, kept to be seen."""

    kind = models.CharField(_("kind"), max_length=80)
    category = models.CharField(_("category"), max_length=12, choices=CATEGORIES, default=ESSENTIAL)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_address = models.EmailField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=2)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    # An entry for the reader's calendar program (RFC 5545), and what it is to do with it: REQUEST or CANCEL.
    calendar = models.TextField(_("calendar entry"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True, editable=False)
    # Where what it tells of can be seen; a digest leads there.
    link = models.CharField(_("leads to"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.DUE)
    why = models.CharField(_("why it waits or was not sent"), max_length=10, choices=Why, blank=True)
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    digest = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="told_of", verbose_name=_("digest")
    )
    # Says "this very message, once": a verb that runs twice writes one mail.
    idempotency_key = models.CharField(max_length=120, unique=True, null=True, blank=True)

    # Wagtail would follow its foreign keys at every message, to say where people are used.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["due_at"], condition=models.Q(state=MessageState.DUE), name="mail_due"),
            models.Index(fields=["due_at"], condition=models.Q(state=MessageState.HELD), name="mail_held"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~models.Q(state=MessageState.SENT) & models.Q(sent_at__isnull=True)),
                name="mail_sent_has_its_moment",
            ),
        )

    @property
    def is_essential(self) -> bool:
        return self.category == ESSENTIAL

    def __str__(self) -> str:
        return f"Mail {self.pk} {self.kind}"
