"""The Celery app. Tasks receive ids only; truth lives in tables, a tick picks up what is due."""

import os

from celery import Celery

from .broker import make_queue_folders

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")

app = Celery("samvirke")
app.on_after_configure.connect(make_queue_folders)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
