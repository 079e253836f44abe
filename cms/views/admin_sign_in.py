from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Send visitors to the one sign-in there is. Who is signed in and sent here has no business in the admin."""
    if request.user.is_authenticated:
        raise PermissionDenied
    target = urlencode({"next": request.GET.get("next", reverse("wagtailadmin_home"))})
    return redirect(f"{reverse('account_login')}?{target}")
