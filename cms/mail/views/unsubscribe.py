"""The way out of mail that is not essential, for whoever holds the link of a mail: no sign-in, no cookies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from cms.people.models import User

from ..domain.preferences import choose_mail, unsubscribe
from ..enums import DIGEST, Topic
from ..forms import TopicForm
from ..links import BadToken, Unsubscribe, read_token
from ..queries import choices_of


@csrf_exempt  # RFC 8058: the reader's mail program posts here; the signed link is what lets it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first when opened in a browser; a POST stops the mail at once. Doing it again does no harm."""
    found = _read(token)
    if found is None:
        return _unknown(request)
    wanted, user = found
    if request.method == "POST":
        unsubscribe(user=user, category=wanted.category, by=user, at=clock.now())
    return _page(request, wanted, user, token, done=request.method == "POST")


@csrf_protect
@never_cache
@require_POST
def mail_choose(request: HttpRequest, token: str) -> HttpResponse:
    """Another choice than nothing at all, on the page the link leads to."""
    found = _read(token)
    if found is None:
        return _unknown(request)
    wanted, user = found
    form = TopicForm(request.POST, topics=_topics(wanted))
    if not form.is_valid():
        return _page(request, wanted, user, token, form=form)
    choose_mail(user=user, choices=form.cleaned_data, by=user, at=clock.now())
    return _page(request, wanted, user, token, saved=True)


def _read(token: str) -> tuple[Unsubscribe, User] | None:
    try:
        wanted = read_token(token)
    except BadToken:
        return None
    user = User.objects.filter(pk=wanted.user_id).first()
    return (wanted, user) if user else None


def _topics(wanted: Unsubscribe) -> list[Topic]:
    return list(Topic) if wanted.category == DIGEST else [Topic(wanted.category)]


def _page(request: HttpRequest, wanted: Unsubscribe, user: User, token: str, **about: Any) -> HttpResponse:
    """In the language of the person the mail went to; their address is not shown, links are forwarded."""
    with translation.override(user.language):
        topics = _topics(wanted)
        form = about.pop("form", None) or TopicForm(topics=topics, initial=choices_of(user))
        what = _("mail in digests") if wanted.category == DIGEST else str(Topic(wanted.category).label)
        return render(request, "mail/unsubscribe.html", {"form": form, "what": what, "token": token, **about})


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "mail/unknown_link.html", status=404)
