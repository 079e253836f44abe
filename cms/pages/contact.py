import secrets
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from .base import LeadMixin, SitePage


def new_reference() -> str:
    return secrets.token_hex(6).upper()


class ContactMessage(models.Model):
    """What somebody wrote to the centre."""

    reference = models.CharField(_("reference"), max_length=12, unique=True, default=new_reference, editable=False)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    message = models.TextField(_("message"), max_length=5000)
    language = models.CharField(_("language"), max_length=2)
    sent_at = models.DateTimeField(_("sent"))
    # A salted hash of the sender's address: enough to count, useless for anything else. Emptied after a day.
    sender_mark = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        ordering = ("-sent_at",)
        indexes = (models.Index(fields=["sender_mark", "sent_at"], name="contact_sender_mark"),)

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"


class ContactPage(LeadMixin, SitePage):
    """How to reach the centre, with a form."""

    thanks = RichTextField(_("thanks"), features=["bold", "italic", "link"], blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *LeadMixin.lead_panels, FieldPanel("thanks")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..contact import ContactForm

        return super().get_context(request, *args, **kwargs) | {"form": ContactForm(), "receipt": None}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from ..contact import ContactForm, TooManyMessages, send_contact_message

        form = ContactForm(request.POST or None)
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                message = send_contact_message(**form.values(), request=request)
                return redirect(f"{request.path}?sent={message.reference}")
            except TooManyMessages as error:
                form.add_error(None, error.in_words())
                status = 429
        context = self.get_context(request) | {"form": form, "receipt": _receipt(request)}
        return TemplateResponse(request, self.get_template(request), context, status=status)


def _receipt(request: HttpRequest) -> ContactMessage | None:
    """The message just sent; its reference is unguessable and only its own sender has it."""
    reference = request.GET.get("sent", "")
    return ContactMessage.objects.filter(reference=reference).first() if reference.isalnum() else None
