from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string

from ..centre import known_name


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Under the name of who runs the site, where it is at hand without asking the database: that may be what failed."""
    return HttpResponseServerError(render_to_string("500.html", {"site_name": known_name()}))
