from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString


def organisation_numbers(request: HttpRequest, **_: Any) -> SafeString | None:
    return None
