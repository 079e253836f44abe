"""The footer is made once for what it says, so it may never say what is no longer so."""

import pytest
from django.template import Context, Template
from django.utils import translation

from cms.models import CentreSettings
from cms.templatetags import site
from tests.factories.pages import make_home

pytestmark = pytest.mark.django_db


def footer(language="nb", **about):
    with translation.override(language):
        return Template("{% load site %}{% footer %}").render(Context(about))


def test_footer_is_made_once_for_a_language_and_what_it_says():
    site._footer.cache_clear()
    about = {
        "centre": {"name": "Beredskapssenteret"},
        "footer_links": [{"title": "Personvern", "url": "/nb/personvern/"}],
    }

    first, again, other = footer(**about), footer(**about), footer("sv", **about)

    assert first == again != other
    assert 'href="/nb/personvern/"' in first
    assert site._footer.cache_info().misses == 2


def test_other_facts_make_another_footer():
    assert "Nytt navn" not in footer(centre={"name": "Gammelt navn"})

    assert "Nytt navn" in footer(centre={"name": "Nytt navn"})


def test_footer_escapes_what_the_centre_wrote():
    assert "<script>" not in footer(centre={"name": "<script>"})


def test_centre_that_moves_says_so_at_once(client, django_capture_on_commit_callbacks):
    make_home()
    assert "Storgata 1" not in client.get("/nb/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        settings = CentreSettings.for_site(make_home().get_site())
        settings.address = "Storgata 1\n2400 Elverum"
        settings.save()

    assert "Storgata 1<br>2400 Elverum" in client.get("/nb/").content.decode()
