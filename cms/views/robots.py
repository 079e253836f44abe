from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# What is about one person, or only for staff. (Politeness, no protection: those addresses ask who is there.)
NOT_FOR_SEARCH = ("/admin/", "/accounts/", "/me/", "/organisation/", "/learn/", "/verify/", "/demo/")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where to look and where not to."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_SEARCH)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
