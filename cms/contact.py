"""The contact form: what is asked, how often, and what is done with it."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from . import clock
from .centre import centre_facts
from .mail.domain.posting import post_rendered
from .models import ContactMessage
from .people.signup import reading_language

MESSAGES_AN_HOUR = 5


class TooManyMessages(Exception):
    """This sender has written often enough for an hour."""

    @staticmethod
    def in_words() -> str:
        return _now("You have sent several messages in a short time. Wait an hour, or call us.")


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label=_("Your e-mail"), widget=forms.EmailInput({"autocomplete": "email"}))
    subject = forms.CharField(label=_("What it is about"), max_length=200)
    message = forms.CharField(
        label=_("Message"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Do not write anything that must not become known."),
    )
    # People leave it empty because they do not see it.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("The message was not sent."))
        return ""

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "email", "subject", "message")}


@transaction.atomic
def send_contact_message(*, request: HttpRequest, **values: str) -> ContactMessage:
    """Keep the message, mail a receipt to the sender and the message to the centre. Raises TooManyMessages."""
    at = clock.now()
    mark = sender_mark(request)
    recent = ContactMessage.objects.filter(sender_mark=mark, sent_at__gt=at - timedelta(hours=1))
    if recent.count() >= MESSAGES_AN_HOUR:
        raise TooManyMessages
    message = ContactMessage.objects.create(**values, language=reading_language(), sent_at=at, sender_mark=mark)
    _mail("cms/mail/contact_receipt", message, to=message.email)
    if centre := centre_facts()["email"]:
        _mail("cms/mail/contact_received", message, to=centre)
    return message


def sender_mark(request: HttpRequest) -> str:
    """A salted hash of the sender's network address (behind as many proxies as the settings say), to count by."""
    address = get_adapter().get_client_ip(request)
    return salted_hmac("cms.contact", address, algorithm="sha256").hexdigest()


def forget_senders(*, at: datetime) -> int:
    """Drop the marks of a day ago: they were for counting an hour. Returns how many messages had one."""
    old = ContactMessage.objects.exclude(sender_mark="").filter(sent_at__lt=at - timedelta(days=1))
    return old.update(sender_mark="")


def _mail(folder: str, message: ContactMessage, *, to: str) -> None:
    context: dict[str, Any] = {"message": message}
    post_rendered(
        folder,
        context,
        to=None,
        at=message.sent_at,
        address=to,
        language=message.language,
        key=f"{folder}:{message.reference}",
    )
