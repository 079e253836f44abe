"""The site of the rush: over a test database, but with a worker of its own and caches its processes share."""

from cms.settings import base
from cms.settings.test import *  # noqa: F403  settings are read from others with a star

CACHES = base.CACHES
CELERY_TASK_ALWAYS_EAGER = False
