"""Pages for when things go wrong need neither context nor database: no test here is allowed one."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from .markup import loose_ends, read, texts

PAGES = ["500.html", "400.html", "403_csrf.html", "theme/plain.html"]


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_renders_out_of_nothing(name, language):
    with translation.override(language):
        soup = read(render_to_string(name))

    assert soup.html["lang"] == language
    assert loose_ends(soup) == []
    assert "None" not in texts(soup)


def test_error_page_says_what_happened_and_leads_home():
    with translation.override("nb"):
        soup = read(render_to_string("500.html"))

    assert texts(soup.h1) == "Noe gikk galt hos oss"
    assert [link["href"] for link in soup.main.find_all("a")] == ["/"]
