"""The site of the rush: over a test database, but with a worker of its own and caches its processes share. Where a
Redis is named these and the queue are kept there, as in production; otherwise in files, as in the demo.
"""

import os

from cms.settings import base
from cms.settings.test import *  # noqa: F403  settings are read from others with a star

CELERY_TASK_ALWAYS_EAGER = False
CACHES = base.CACHES
if url := os.environ.get("REDIS_URL"):
    _mark = os.environ["RUSH_MARK"]
    _redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    CACHES = {name: {**_redis, "KEY_PREFIX": f"{_mark}{name}"} for name in CACHES}
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": _mark}
