"""Minutes as they are read."""

import pytest

from events.networks.formatting import minutes_html


def test_paragraphs_headings_and_lists():
    text = "# Sak 1\nVi snakket om strøm.\n- Aggregat\n- Drivstoff\n\nTakk for i dag."

    assert minutes_html(text) == (
        "<h3>Sak 1</h3><p>Vi snakket om strøm.</p><ul><li>Aggregat</li><li>Drivstoff</li></ul><p>Takk for i dag.</p>"
    )


def test_addresses_become_links_in_lists_too():
    assert 'href="https://example.org/plan"' in minutes_html("- Les https://example.org/plan")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "# <img src=x onerror=alert(1)>",
        "- <svg onload=alert(1)>",
        "- <p>ut</p>",
        "[a](javascript:alert(1))",
        "- \u202e<b>",
        "-\n#\n- ",
    ],
)
def test_nothing_typed_is_run(text):
    html = minutes_html(text)

    for sign in ("<script", "<img", "<svg", "<b>", "href"):
        assert sign not in html


def test_empty_text_is_nothing():
    assert minutes_html(" \n\n ") == ""
