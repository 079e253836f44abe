"""How often and when, as people say it."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from cms import clock
from learning.templatetags.learning import whole_years


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (None, "Once"),
        (1, "Every month"),
        (6, "Every 6 months"),
        (12, "Every year"),
        (18, "Every 18 months"),
        (48, "Every 4 years"),
    ],
)
def test_how_often(months, words):
    with translation.override("en"):
        said = render_to_string("requirements/partials/how_often.html", {"demand": {"cadence_months": months}})

    assert said.strip() == words


@pytest.mark.parametrize(("months", "years"), [(None, 0), (0, 0), (11, 0), (12, 1), (120, 10)])
def test_whole_years(months, years):
    assert whole_years(months) == years


@pytest.mark.parametrize(("days", "word"), [(-1, "Was due"), (0, "Due"), (400, "Due")])
def test_day_to_come_is_not_in_the_past(days, word):
    """On a later day something may be overdue whose day has not come."""
    cell = {"state": "overdue", "due_on": clock.today() + timedelta(days=days)}

    with translation.override("en"):
        assert render_to_string("requirements/partials/days.html", {"cell": cell}).strip().startswith(f"{word} ")
