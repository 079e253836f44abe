"""What becomes of what somebody wrote: a copy for them, and what is left when they are erased or it is old."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from cms.people import merging_points
from cms.privacy.answers import Subject, all_answers
from cms.privacy.retention import all_rules
from learning.tabletop.models import DebriefAnswer, Decision, ImprovementPoint, Participant, RunInject, TabletopRun
from learning.tabletop.presenting.log import name_of
from tests.factories.learning import AT
from tests.factories.people import make_organisation
from tests.factories.tabletop import WAIT, again, finish, leader, make_group, make_run, say

pytestmark = pytest.mark.django_db

OURS = (Decision, DebriefAnswer, ImprovementPoint, Participant, RunInject, TabletopRun)


def answers():
    return [one for one in all_answers() if one.model in OURS]


def erase(person):
    subject = Subject.of(person)
    for answer in answers():
        answer.erase(answer.rows(subject), subject, AT)


def test_a_copy_holds_what_one_decided_and_not_what_others_did():
    run, [person] = make_group()
    say(run, "Mitt forslag", by=person)
    finish(run)

    copy = str([answer.export(Subject.of(person)) for answer in answers()])

    assert "Mitt forslag" in copy
    assert "Vi samler oss" not in copy
    mine = str([answer.export(Subject.of(leader(run))) for answer in answers()])
    assert "Vi samler oss" in mine
    assert "Vi var raske." in mine


def test_what_one_wrote_alone_goes():
    run = finish(make_run())

    erase(leader(run))

    assert set(Decision.objects.values_list("text", flat=True)) == {""}
    assert set(DebriefAnswer.objects.values_list("text", flat=True)) == {""}
    assert Participant.objects.get().user is None


def test_what_a_group_decided_stays_said_by_a_participant():
    run, [person] = make_group()
    say(run, "Mitt forslag", by=person)
    run = finish(run)

    erase(person)

    assert Decision.objects.filter(text="Mitt forslag", participant__user=None).count() == 1
    assert name_of(Decision.objects.get(text="Mitt forslag").participant)
    assert again(run).state == "finished"


def test_a_table_whose_leader_is_gone_is_closed():
    run, [person] = make_group()

    erase(leader(run))

    assert (again(run).state, again(run).code) == ("stopped", "")
    assert Participant.objects.filter(user=person).exists()


def rule(key):
    return next(one for one in all_rules() if one.key == key)


def test_words_are_forgotten_after_years_and_numbers_stay():
    old, new = finish(make_run()), finish(make_run(at=AT + timedelta(days=3000)), at=AT + timedelta(days=3000))
    about = rule("tabletop.words")
    due = about.rows_due(AT + timedelta(days=3000))
    assert list(due) == [old]

    assert about.act(due, AT) == 1

    assert not about.rows_due(AT + timedelta(days=3000)).exists()
    assert set(Decision.objects.filter(inject__run=old).values_list("text", flat=True)) == {""}
    assert "Vi samler oss" in Decision.objects.filter(inject__run=new).values_list("text", flat=True)
    assert old.injects.count() == 3


def test_what_was_never_finished_goes_with_all_that_is_in_it():
    run = make_run()
    say(run, "", choice=WAIT)
    about = rule("tabletop.unfinished")

    about.act(about.rows_due(AT + timedelta(days=400)), AT)

    assert not TabletopRun.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("model", [Participant, Decision, ImprovementPoint])
def test_rows_follow_an_organisation_that_is_merged(model):
    run = finish(make_run())
    merged, kept = make_organisation(), make_organisation()
    ImprovementPoint.objects.create(run=run, text="x", owner="y", due_on=date(2027, 1, 1), written_at=AT)
    point = next(one for one in merging_points.points() if one.model is model)
    QuerySet(model).update(organisation=merged)

    point.move(merged, kept, at=AT)

    assert set(model.objects.values_list("organisation", flat=True)) == {kept.pk}
