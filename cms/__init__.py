"""The ground floor: pages, people, mail, and the place where all rooms are plugged together."""

from .celery import app as celery_app

__all__ = ["celery_app"]
