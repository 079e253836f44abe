"""Answering once; and that an anonymous answer leads to nobody, in the tables nor in a dump of them."""

from datetime import timedelta

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from learning.surveys.domain.answering import AlreadyAnswered, NotAsked, TooLate, save_draft, submit_answers
from learning.surveys.domain.asking import ask
from learning.surveys.domain.mixing import reseal_answers
from learning.surveys.domain.occasions import close_occasion
from learning.surveys.models import Occasion, Response
from learning.surveys.queries import countable, rows_of
from learning.surveys.sealing import unseal
from tests.cms.privacy.database_text import lines_of_dump_with, places_of
from tests.factories.people import make_organisation, make_user
from tests.factories.surveys import (
    AT,
    DAY,
    answer,
    answer_all,
    make_occasion,
    make_people,
    make_question,
    respondent_of,
)

pytestmark = pytest.mark.django_db


def test_answers_are_taken_once():
    person = make_user()
    occasion = make_occasion(people=[person])
    answer(occasion, person, 4)

    with pytest.raises(AlreadyAnswered):
        answer(occasion, person, 5)
    assert Response.objects.count() == 1


def test_nobody_answers_for_another():
    person = make_user()
    occasion = make_occasion(people=[person])

    with pytest.raises(NotAsked):
        submit_answers(
            respondent=respondent_of(occasion, person), version=occasion.version, answers={}, by=make_user(), at=AT
        )


def test_after_the_deadline_nothing_is_taken():
    person = make_user()
    occasion = make_occasion(deadline=14, people=[person])

    with pytest.raises(TooLate):
        answer(occasion, person, 4, at=AT + 14 * DAY)
    answer(occasion, person, 4, at=AT + 14 * DAY - timedelta(seconds=1))


def test_crisis_pause_gives_more_time_to_those_it_hits(django_capture_on_commit_callbacks):
    where = make_organisation()
    hit, other = make_people(1, organisation=where)[0], make_people(1)[0]
    occasion = make_occasion(deadline=14)
    for person, organisation in ((hit, where), (other, None)):
        ask(occasion=occasion, user=person, organisation=organisation, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        pause = declare_pause(target=Target("organisation", organisation=where), reason="Flom", by=None, at=AT + DAY)
    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=AT + 8 * DAY)

    with pytest.raises(TooLate):
        answer(occasion, other, 4, at=AT + 15 * DAY)
    answer(occasion, hit, 4, at=AT + 20 * DAY)


def test_closed_takes_nothing():
    person = make_user()
    occasion = make_occasion(people=[person])
    close_occasion(occasion=occasion, by=None, at=AT)

    with pytest.raises(TooLate):
        submit_answers(
            respondent=respondent_of(occasion, person), version=occasion.version, answers={}, by=person, at=AT
        )


def test_named_answers_stand_with_their_person_and_their_day():
    person = make_people(1)[0]
    occasion = make_occasion(privacy="named", people=[person])
    answer(occasion, person, 4)

    response = Response.objects.get()
    assert (response.respondent.user, response.answered_on.isoformat()) == (person, "2026-11-02")
    assert list(response.answers.values()) == [4]
    assert response.released


# --- Anonymous ----------------------------------------------------------------------------------


def test_anonymous_answer_has_nothing_in_the_clear():
    person = make_people(1)[0]
    occasion = make_occasion(make_question("long_text"), people=[person])
    answer(occasion, person, "Vi mangler aggregat på sykehjemmet")

    row = Response.objects.values().get()
    said = {name: value for name, value in row.items() if name not in ("id", "sealed", "occasion_id")}
    assert said == {
        "moment": "once",
        "year": 2026,
        "released": False,
        "released_in_year": False,
        "respondent_id": None,
        "version_id": None,
        "answers": {},
        "background": {},
        "answered_on": None,
    }
    assert list(unseal(row["sealed"])["answers"].values()) == ["Vi mangler aggregat på sykehjemmet"]


def test_no_cell_of_the_database_tells_what_was_answered():
    person = make_people(1)[0]
    occasion = make_occasion(make_question("long_text"), people=[person])
    named = make_occasion(make_question("long_text"), privacy="named", people=[person])
    answer(named, person, "Dette står med navn")
    answer(occasion, person, "Vi mangler aggregat på sykehjemmet")

    assert places_of(["Dette står med navn"]) == {("surveys_response", "answers")}
    assert places_of(["mangler aggregat"]) == set()


@pytest.mark.django_db(transaction=True)
def test_dump_of_the_database_does_not_tell_what_was_answered():
    occasion = make_occasion(make_question("long_text"))
    named = make_occasion(make_question("long_text"), privacy="named")
    for person in make_people(3):
        answer(named, person, "Dette star med navn")
        answer(occasion, person, "Vi mangler aggregat")

    assert len(lines_of_dump_with(["Dette star med navn"])) == 3
    assert lines_of_dump_with(["mangler aggregat"]) == []


def test_anonymous_answer_leaves_no_line_in_the_log():
    person = make_user()
    occasion = make_occasion(people=[person])
    before = ModelLogEntry.objects.count()
    answer(occasion, person, 4)

    assert ModelLogEntry.objects.count() == before


def test_row_of_who_answered_holds_no_moment_of_answering():
    person = make_user()
    occasion = make_occasion(people=[person])
    before = {k: v for k, v in vars(respondent_of(occasion, person)).items() if k != "_state"}
    answer(occasion, person, 4, at=AT + 3 * DAY)
    after = {k: v for k, v in vars(respondent_of(occasion, person)).items() if k != "_state"}

    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"answered", "mail_due_at"}


def physical_order(table):
    """Rows as they lie in the table: what a dump writes them in, and nothing sorts."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text FROM {table} ORDER BY ctid")
        return cursor.fetchall()


def test_order_of_rows_tells_nothing_of_the_order_of_answering():
    """Twelve people answer one after the other with what they are numbered; then the table is read as it lies."""
    occasion = make_occasion(make_question("number"))
    orders = []
    for _round in range(3):
        Response.objects.all().delete()
        for number, person in enumerate(make_people(12)):
            answer(occasion, person, str(number))
        inside = {one.pk: int(next(iter(unseal(one.sealed)["answers"].values()))) for one in Response.objects.all()}
        orders.append([inside[pk] for pk, _xmin in physical_order("surveys_response")])

    assert all(order != list(range(12)) for order in orders)
    assert len({tuple(order) for order in orders}) == 3


def test_every_answer_is_written_anew_with_each_new_one():
    """Numbers, seals and the database's own mark of the transaction are all of the last answer."""
    occasion = make_occasion()
    answer_all(occasion, 3, 4)
    before = set(Response.objects.values_list("id", "sealed"))
    answer_all(occasion, 1, 4)
    after = set(Response.objects.values_list("id", "sealed"))

    assert {pk for pk, _s in before}.isdisjoint(pk for pk, _s in after)
    assert {sealed for _pk, sealed in before}.isdisjoint(sealed for _pk, sealed in after)
    assert len({xmin for _pk, xmin in physical_order("surveys_response")}) == 1


def test_of_very_many_answers_only_some_are_mixed(monkeypatch, django_assert_num_queries):
    occasion = make_occasion()
    answer_all(occasion, 6, 4)
    person = make_people(1)[0]
    monkeypatch.setattr("learning.surveys.domain.mixing.MIXED", 3)
    before = set(Response.objects.values_list("id", flat=True))

    answer(occasion, person, 4)

    assert Response.objects.count() == 7
    assert len(before & set(Response.objects.values_list("id", flat=True))) == 3


# --- In fives -----------------------------------------------------------------------------------


@pytest.mark.parametrize("privacy", ["anonymous", "confidential"])
def test_standing_survey_counts_new_answers_five_at_a_time(privacy):
    occasion = make_occasion(privacy=privacy)
    seen = []
    for _one in range(11):
        answer_all(occasion, 1, 4)
        seen.append(len(rows_of(occasion)))

    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


@pytest.mark.parametrize("privacy", ["anonymous", "confidential"])
def test_years_count_their_own_fives(privacy):
    """Three of one year and two of the next are five, but neither year has five to show."""
    occasion = make_occasion(privacy=privacy, days=365)
    last_year = AT.replace(year=2025)
    Occasion.objects.filter(pk=occasion.pk).update(opened_at=last_year)
    occasion.refresh_from_db()
    answer_all(occasion, 3, 4, at=last_year)
    answer_all(occasion, 2, 4, at=AT)
    assert len(rows_of(occasion)) == 5
    assert countable([occasion], by_year=True).count() == 0

    answer_all(occasion, 3, 4, at=AT)

    assert len(rows_of(occasion)) == 5
    assert [one.year for one in countable([occasion], by_year=True)] == [2026] * 5


def test_deadline_hides_everything_until_it_is_closed():
    occasion = make_occasion(deadline=14)
    answer_all(occasion, 7, 4)

    assert rows_of(occasion) == []
    occasion = close_occasion(occasion=occasion, by=None, at=AT + DAY)
    assert len(rows_of(occasion)) == 7


def test_named_answers_count_at_once():
    occasion = make_occasion(privacy="named")
    answer_all(occasion, 1, 4)

    assert len(rows_of(occasion)) == 1


def test_answers_of_a_lost_key_are_left_out(settings):
    occasion = make_occasion()
    answer_all(occasion, 5, 4)
    settings.SECRET_KEY = "en helt ny nøkkel"

    assert rows_of(occasion) == []
    answer_all(occasion, 5, 4)
    assert len(rows_of(occasion)) == 5


def test_answers_are_sealed_anew_before_a_key_is_taken_away(settings):
    occasion = make_occasion()
    answer_all(occasion, 5, 4)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "en helt ny nøkkel"
    settings.SECRET_KEY_FALLBACKS = [old]

    assert reseal_answers() == (5, 0)
    settings.SECRET_KEY_FALLBACKS = []
    assert len(rows_of(occasion)) == 5
    settings.SECRET_KEY = "enda en"
    assert reseal_answers() == (0, 5)


# --- Drafts -------------------------------------------------------------------------------------


def test_draft_keeps_the_version_it_was_begun_in():
    person = make_user()
    occasion = make_occasion(privacy="confidential", people=[person])
    asked = respondent_of(occasion, person)

    save_draft(respondent=asked, version=occasion.version, draft={"q-1": ["4"]}, by=person, at=AT)

    asked.refresh_from_db()
    assert (asked.draft, asked.version) == ({"q-1": ["4"]}, occasion.version)
    answer(occasion, person, 4)
    asked.refresh_from_db()
    assert asked.draft == {}
