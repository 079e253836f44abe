"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from cms.demo.lifeline import die_with_starter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
die_with_starter()

application = get_wsgi_application()
