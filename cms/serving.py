"""The web server: `python -m cms.serving --workers 2 cms.wsgi:application`, with granian's own options.

On Linux the site is read before the workers part from their parent, so that what they only read stands in memory once.
"""

import gc
import multiprocessing
import os
import sys

import django
from django.db import connections
from django.urls import reverse
from granian.cli import entrypoint


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    if sys.platform == "linux":
        # Python's newer releases start workers in ways that share nothing; on macOS libraries do not outlive a fork.
        multiprocessing.set_start_method("fork")
        read_site()
    entrypoint()


def read_site() -> None:
    """Read models, addresses and views; leave no connection open that several processes would then write to."""
    django.setup()
    reverse("my_day")
    connections.close_all()
    gc.collect()
    # The collector would otherwise write to every object, and what is written to is shared no longer.
    gc.freeze()


if __name__ == "__main__":
    main()
