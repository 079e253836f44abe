"""What an editor is told of a tabletop before its course is published."""

from datetime import date

import pytest

from learning.domain.checks import check_course
from learning.domain.releases import NotReady, publish_course
from learning.models import Course
from learning.page_tree import read_tree
from tests.factories import blocks
from tests.factories.learning import AT
from tests.factories.pages import make_course_page
from tests.factories.tabletop import inject, tabletop

pytestmark = pytest.mark.django_db


def test_a_course_with_a_way_to_nowhere_is_not_published():
    page = make_course_page(lessons=[[tabletop(inject("one", leads_to="inject", to="gone"))]])

    assert any("gone" in found.text and found.stops for found in check_course(read_tree(page), on=date(2026, 11, 2)))
    with pytest.raises(NotReady):
        publish_course(page=page, by=None, at=AT)
    assert not Course.objects.exists()


def test_a_source_of_a_tabletop_that_is_old_is_named_and_stops_nothing():
    raw = tabletop()
    raw["value"]["sources"] = blocks.items(blocks.source(review_by="2020-01-01")["value"])
    page = make_course_page(lessons=[[raw]])

    old = [found for found in check_course(read_tree(page), on=date(2026, 11, 2)) if "Forskriften" in found.text]

    assert [found.stops for found in old] == [False]
