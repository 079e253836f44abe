"""What staff do to single messages: look at the HTML, try again, cancel; and to addresses: trust again."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import error, success
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms import clock
from cms.people.requests import SignedInRequest

from ..domain.outbox import NotFailed, NotWaiting, cancel_message, retry_message, trust_address
from ..models import OutboxMessage, RefusedAddress
from ..rules import may_mend_addresses, may_mend_outbox, may_see_outbox
from .guarded import GuardedView, shown_mail


def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_see_outbox(request.user):
        raise PermissionDenied
    return shown_mail(get_object_or_404(OutboxMessage, pk=pk).html)


class _AskView(GuardedView, TemplateView):
    """A question and a button; then one verb and what it said."""

    template_name = "mail/admin/ask.html"
    model: type[Model]
    question: Any
    button: Any
    done: Any
    refused: Any = ""
    back: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thing = get_object_or_404(self.model, pk=kwargs["pk"])
        about = {
            "lines": filter(None, self.lines(thing)),
            "question": self.question,
            "button": self.button,
            "back": self.back,
        }
        return super().get_context_data(**kwargs) | about

    def post(self, request: SignedInRequest, pk: int) -> HttpResponse:
        thing = get_object_or_404(self.model, pk=pk)
        if self.do(thing):
            success(request, self.done)
        else:
            error(request, self.refused)
        return redirect(self.back)

    def lines(self, thing: Any) -> list[str]:
        """What it is about."""
        return [thing.subject, thing.to_address, thing.last_error]

    def do(self, thing: Any) -> bool:
        raise NotImplementedError

    def _try(self, verb: Callable[..., Any], refusal: type[Exception], **about: Any) -> bool:
        try:
            verb(**about, by=self.request.user, at=clock.now())
        except refusal:
            return False
        return True


class RetryView(_AskView):
    rule = may_mend_outbox
    model = OutboxMessage
    page_title = _("Try again")
    question = _("Try to send this mail again?")
    button = _("Try again")
    done = _("The mail is tried again now.")
    refused = _("Only mail that was given up can be tried again.")
    back = "outbox:index"

    def do(self, thing: OutboxMessage) -> bool:
        return self._try(retry_message, NotFailed, message=thing)


class CancelView(_AskView):
    rule = may_mend_outbox
    model = OutboxMessage
    page_title = _("Cancel mail")
    question = _("Let this mail never leave?")
    button = _("Cancel the mail")
    done = _("The mail is cancelled.")
    refused = _("It is too late: the mail has left, or will not leave anyway.")
    back = "outbox:index"

    def do(self, thing: OutboxMessage) -> bool:
        return self._try(cancel_message, NotWaiting, message=thing)


class TrustView(_AskView):
    rule = may_mend_addresses
    model = RefusedAddress
    page_title = _("Trust the address")
    question = _("Send mail to this address again? If it is refused once more, the mark comes back.")
    button = _("Trust the address")
    done = _("The address gets mail again.")
    back = "refused_addresses:index"

    def lines(self, thing: RefusedAddress) -> list[str]:
        return [thing.address, thing.reason]

    def do(self, thing: RefusedAddress) -> bool:
        trust_address(refused=thing, by=self.request.user, at=clock.now())
        return True
