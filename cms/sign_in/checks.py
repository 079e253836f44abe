"""What stands wrong in the settings of signing in is said when the site starts, not when somebody signs in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def breached_passwords_can_be_read(**_kwargs: Any) -> list[CheckMessage]:
    path = settings.SAMVIRKE_BREACHED_PASSWORDS
    if not path:
        return []
    try:
        path.open("rb").close()
    except OSError as error:
        hint = "SAMVIRKE_BREACHED_PASSWORDS names a file that the site may read; leave it empty to go without."
        return [Error(f"The list of breached passwords cannot be read: {error}", hint=hint, id="sign_in.E001")]
    return []
