"""Clone and run: SQLite, Celery on the filesystem, mail kept in the outbox. Not for real people's data."""

from .base import *

DEMO = True
# A demo has no secrets: everybody may know its sign-ins, and its mail never leaves the machine.
SECRET_KEY = "demo-only-not-a-secret-" + "0" * 30
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016", "security.W018"]
# Its sign-ins are printed in the README; a phone would only stand in the way. `STAFF_NEED_SECOND_FACTOR=1 make demo` asks.
STAFF_NEED_SECOND_FACTOR = env.bool("STAFF_NEED_SECOND_FACTOR", False)
