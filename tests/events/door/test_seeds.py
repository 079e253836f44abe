import pytest
import time_machine

from events.door.models import CheckIn, Settlement
from events.door.seeds import seed
from events.seeds import occurrence_of
from tests.factories.events import AT

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("door seeds")]


@pytest.fixture(scope="module")
def doors(academy):
    with time_machine.travel(AT, tick=False):
        seed()


def test_all_but_a_few_came_to_what_was_held(doors):
    came = {
        words: occurrence_of(words).check_ins.filter(result="ok").count()
        for words in ("digitale-angrep", "konferansen-1", "frivillige")
    }

    assert came == {"digitale-angrep": 7, "konferansen-1": 6, "frivillige": 0}
    assert Settlement.objects.count() == 3


def test_seeding_again_changes_nothing(doors):
    before = CheckIn.objects.count(), Settlement.objects.count()

    with time_machine.travel(AT, tick=False):
        seed()

    assert (CheckIn.objects.count(), Settlement.objects.count()) == before
