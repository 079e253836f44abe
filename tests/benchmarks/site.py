"""The site's budgets: pages that visitors meet."""

from collections.abc import Iterator

from django.test import Client

from tests.factories.pages import make_catalogue, make_course_page, make_home

from .measure import Figure, measure


def figures() -> Iterator[Figure]:
    for number in range(12):
        make_course_page(f"Kurs {number}")
    pages = {"home": make_home(), "catalogue": make_catalogue(), "course presentation": make_course_page()}
    client = Client()
    for name, page in pages.items():
        url = page.url
        assert client.get(url).status_code == 200
        yield measure(f"{name}, anonymous", lambda url=url: client.get(url), budget_ms=3)  # type: ignore[misc]
