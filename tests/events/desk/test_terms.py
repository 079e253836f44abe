"""The page with the terms, in the language of the reader, with the moment it was published as its version."""

import pytest
from wagtail.models import Site

from cms.models import StandardPage
from events.desk.models import SignUpTerms
from events.signing_up.terms import terms_in
from tests.factories.pages import below, make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return below(make_home(), StandardPage(title="Vilkår", slug="vilkar"))


def point_at(page):
    return SignUpTerms.objects.create(site=Site.objects.get(), page=page)


def test_without_a_page_there_are_no_terms(django_assert_num_queries):
    assert terms_in("nb") is None
    with django_assert_num_queries(0):
        assert terms_in("nb") is None


def test_version_is_the_moment_it_was_published(page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        point_at(page)
        page.save_revision().publish()
    page.refresh_from_db()

    found = terms_in("en")

    assert (found.title, found.url) == ("Vilkår", page.url)
    assert found.version == f"{page.last_published_at:%Y-%m-%dT%H:%M}"
    assert len(found.version) <= 20
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert terms_in("en") is None
