from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

WAGTAIL_SAYS = "You do not have permission to access the admin."


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Send visitors to the one sign-in there is. Who is signed in and sent here has no business in the admin, and is
    told so in their own language, with a way out."""
    if request.user.is_authenticated:
        return render(request, "cms/admin_closed.html", {"messages": _without_what_wagtail_says(request)}, status=403)
    target = urlencode({"next": request.GET.get("next", reverse("wagtailadmin_home"))})
    return redirect(f"{reverse('account_login')}?{target}")


def _without_what_wagtail_says(request: HttpRequest) -> list[Message]:
    """The page says it better, and in every language of ours. Other messages stay."""
    said = (WAGTAIL_SAYS, gettext(WAGTAIL_SAYS))
    return [one for one in get_messages(request) if not any(words in str(one) for words in said)]
