"""Only in the demo: the outbox for everybody, because no mail leaves the machine."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ..mail.models import OutboxMessage
from ..sanitise import people_html

SHOWN = 30


def demo_outbox(request: HttpRequest) -> HttpResponse:
    _only_in_demo()
    return render(request, "cms/demo_outbox.html", {"messages_sent": OutboxMessage.objects.all()[:SHOWN]})


def demo_message(request: HttpRequest, pk: int) -> HttpResponse:
    _only_in_demo()
    message = get_object_or_404(OutboxMessage, pk=pk)
    return render(request, "cms/demo_message.html", {"message": message, "body": people_html(message.text)})


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
