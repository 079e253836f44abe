"""The test suite: PostgreSQL unless SAMVIRKE_TEST_DATABASE says otherwise; mail in memory."""

import tempfile
from pathlib import Path

from tests.database import database_url

from .base import *

# The name is a placeholder: each test process gets a copy of its own (tests/conftest.py).
_url = database_url()
DATABASES = {"default": database_from("sqlite:///:memory:" if _url == "sqlite" else _url)}

SECRET_KEY = "test-only-not-a-secret-" + "0" * 30
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_KINDS_ARE_STRICT = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
_memory = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {name: {"BACKEND": _memory, "LOCATION": name} for name in CACHES}
_folder = tempfile.TemporaryDirectory(prefix="samvirke-test-")  # removed when the process ends
_scratch = Path(_folder.name)
MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns of a missing one
STORAGES["private"]["OPTIONS"]["location"] = _scratch / "private"  # type: ignore[index]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# Tests of the admin sign in as staff without a phone; tests/cms/sign_in/test_middleware.py turns it on.
STAFF_NEED_SECOND_FACTOR = False
# What Wagtail does after every saved page (search, who refers to what) is done for tests marked `indexed` alone.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
