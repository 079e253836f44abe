"""The test suite: PostgreSQL unless SAMVIRKE_TEST_DATABASE says otherwise; mail in memory."""

import tempfile
from pathlib import Path

from .base import *

SECRET_KEY = "test-only-not-a-secret-" + "0" * 30
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES["heartbeat"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "heartbeat"}
_scratch = Path(tempfile.mkdtemp(prefix="samvirke-test-"))
MEDIA_ROOT = _scratch / "media"
STORAGES["private"]["OPTIONS"]["location"] = _scratch / "private"  # type: ignore[index]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
