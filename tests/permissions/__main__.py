"""Write the policy as a document: `python -m tests.permissions`."""

import os

import django

from tests.database import ROOT


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    django.setup()
    from .addresses import all_addresses
    from .policy import AREAS
    from .table import DOCUMENT, as_document

    (ROOT / DOCUMENT).write_text(as_document(AREAS, all_addresses()), encoding="utf-8")


if __name__ == "__main__":
    main()
