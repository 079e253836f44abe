import pytest

from events.domain.series import About, TitleMissing, change_series, create_series
from tests.events.domain.days import WHO
from tests.factories.events import make_occurrence, make_series

pytestmark = pytest.mark.django_db


def test_series_needs_a_title():
    with pytest.raises(TitleMissing):
        create_series(kind="network", about=About(titles={"nb": "  "}), **WHO)

    assert create_series(kind="network", about=About(titles={"sv": "Nätverk "}), **WHO).titles == {"sv": "Nätverk"}


def test_new_title_of_a_series_raises_the_sequence_of_those_called_by_it(heard, django_capture_on_commit_callbacks):
    row = make_series()
    bare, titled = make_occurrence(row), make_occurrence(row, titles={"nb": "Eget"})

    with django_capture_on_commit_callbacks(execute=True):
        change_series(series=row, about=About(titles={"nb": "Nytt"}), **WHO)
        change_series(series=row, about=About(titles={"nb": "Nytt"}, members_only=True), **WHO)

    assert heard == [("open", 1)]
    bare.refresh_from_db()
    titled.refresh_from_db()
    assert (bare.sequence, titled.sequence) == (1, 0)
