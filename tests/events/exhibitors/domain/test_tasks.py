from datetime import date, timedelta

import pytest

from events.exhibitors.domain.tasks import TitleMissing, add_usual_tasks, remove_task, set_task, settle_task
from events.exhibitors.models import ExhibitorTask
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor, make_fair, make_package, somebody_applies
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}
DUE = date(2027, 1, 14)


def logo(occurrence, **fields):
    return set_task(occurrence=occurrence, titles={"nb": "Send logo"}, due_date=DUE, **fields, **WHO)


def test_every_confirmed_exhibitor_has_every_task():
    package = make_package(number=9)
    earlier = make_exhibitor(package)
    somebody_applies(package)
    task = logo(package.occurrence)
    later = make_exhibitor(package)

    assert list(task.of_exhibitors.values_list("exhibitor", flat=True)) == [earlier.pk, later.pk]


def test_a_changed_task_keeps_who_has_done_it():
    exhibitor = make_exhibitor()
    task = logo(exhibitor.occurrence)
    settle_task(task=exhibitor.tasks.get(), done=True, **WHO)

    logo(exhibitor.occurrence, task=task)

    assert exhibitor.tasks.get().done_at == AT


def test_the_first_who_says_done_stays():
    exhibitor, by = make_exhibitor(), make_user()
    logo(exhibitor.occurrence)
    settle_task(task=exhibitor.tasks.get(), done=True, by=by, at=AT)

    settle_task(task=exhibitor.tasks.get(), done=True, by=None, at=AT + timedelta(days=1))

    assert (exhibitor.tasks.get().done_at, exhibitor.tasks.get().done_by) == (AT, by)
    settle_task(task=exhibitor.tasks.get(), done=False, **WHO)
    assert exhibitor.tasks.get().done_at is None


def test_a_task_removed_goes_from_all():
    exhibitor = make_exhibitor()

    remove_task(task=logo(exhibitor.occurrence), **WHO)

    assert not ExhibitorTask.objects.exists()


def test_usual_tasks_come_once_and_in_every_language():
    fair = make_fair()

    made = add_usual_tasks(occurrence=fair, **WHO)

    assert [one.due_date for one in made] == [date(2027, 1, 14), date(2027, 1, 28), date(2027, 2, 11)]
    assert {*made[0].titles} == {"nb", "nn", "sv", "en"}
    assert add_usual_tasks(occurrence=fair, **WHO) == []


def test_a_task_says_what_is_to_be_done():
    with pytest.raises(TitleMissing):
        set_task(occurrence=make_fair(), titles={"nb": " "}, due_date=DUE, **WHO)
