"""The fast rows of the course page and the component they stand in for are the same markup."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test.html import parse_html
from django.utils import translation

from learning.templatetags.learning import outline_rows

LESSON = {"title": "Planen på to sider", "url": "/learn/plikten/2/", "minutes": 25}
LESSONS: dict[str, dict[str, Any]] = {
    "done": LESSON | {"state": "done"},
    "current": LESSON | {"state": "current", "is_current": True},
    "open": LESSON | {"state": "open", "minutes": 90},
    "locked": LESSON | {"state": "locked", "url": "", "reason": "Åpnes når «Øve» er ferdig."},
    "locked without a reason": LESSON | {"state": "locked", "url": ""},
    "not required": LESSON | {"state": "not_required", "minutes": 0},
    "no state": LESSON,
    "a state of its own": LESSON | {"state": "100%s"},
    "unkind signs": {
        "title": "100 % <b>\"&'",
        "url": '/?a="1"&b=2',
        "minutes": 60,
        "state": "locked",
        "reason": "<i>%s&",
    },
}


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("lessons", [[lesson] for lesson in LESSONS.values()] + [list(LESSONS.values()), []])
def test_rows_are_what_the_component_draws(lessons: list[dict[str, Any]], language: str) -> None:
    module = {"title": "Fra ROS til plan", "lessons": lessons}

    with translation.override(language):
        expected = render_to_string("theme/components/outline.html", {"modules": [module]})
        rows = outline_rows(module)

    drawn = (
        '<ol class="outline" role="list"><li class="outline__module"><h3 class="outline__title">Fra ROS til plan</h3>'
        f'<ol class="outline__lessons" role="list">{rows}</ol></li></ol>'
    )
    assert parse_html(drawn) == parse_html(expected)


def test_title_names_its_language_when_the_page_has_another() -> None:
    module = {"lessons": [LESSONS["done"]]}

    with translation.override("sv"):
        assert 'class="outline__name" lang="nb">' in outline_rows(module, "nb")
        assert outline_rows(module, "sv") == outline_rows(module)
