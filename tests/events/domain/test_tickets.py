from decimal import Decimal

import pytest
from wagtail.models import ModelLogEntry

from events.domain.changing import ChangedMeanwhile
from events.domain.terms import AlreadyEnded
from events.domain.tickets import (
    CategoryTerms,
    InUse,
    MustNotBeCompulsory,
    NameTaken,
    OfAnotherOccurrence,
    OptionsMissing,
    QuestionTerms,
    SmallerThanTaken,
    VoucherTerms,
    live_uses,
    remove_category,
    remove_question,
    remove_quota,
    revoke_voucher,
    set_category,
    set_question,
    set_quota,
    set_voucher,
)
from events.enums import Retention
from events.models import Answer, Question, Quota, TicketCategory, VoucherUse
from tests.factories.events import AT, make_category, make_occurrence, make_place

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}


def category_terms(**values):
    return CategoryTerms(names={"nb": "Student"}, **values)


def test_new_category_has_a_quota_of_its_own_without_a_limit():
    occurrence = make_occurrence()

    for _ in range(2):
        set_category(occurrence=occurrence, terms=category_terms(price=Decimal(100)), **WHO)

    found = [(quota.name, quota.size, quota.categories.count()) for quota in occurrence.quotas.all()]
    assert found == [("Student", None, 1), ("Student 2", None, 1)]


def test_category_is_changed_and_removed_while_nobody_has_it():
    category = make_category(size=3)
    occurrence = category.occurrence

    set_category(occurrence=occurrence, category=category, terms=category_terms(hidden=True), **WHO)
    assert TicketCategory.objects.get().hidden
    remove_category(category=category, **WHO)

    assert (TicketCategory.objects.count(), Quota.objects.count()) == (0, 0)


def test_category_somebody_has_or_had_stays():
    place = make_place(state="cancelled")

    with pytest.raises(InUse):
        remove_category(category=place.category, **WHO)


def test_quota_takes_a_smaller_size_down_to_what_is_taken():
    category = make_category(size=10)
    occurrence, quota = category.occurrence, category.quotas.get()
    for _ in range(3):
        make_place(category)
    values = {"occurrence": occurrence, "quota": quota, "name": "Salen", "categories": [category], **WHO}

    with pytest.raises(SmallerThanTaken) as refused:
        set_quota(size=2, **values)
    assert refused.value.taken == 3
    with pytest.raises(ChangedMeanwhile):
        set_quota(size=3, seen=2, **values)
    set_quota(size=3, seen=3, **values)

    quota.refresh_from_db()
    assert (quota.size, quota.name) == (3, "Salen")
    assert ModelLogEntry.objects.get(action="events.set_quota").data["size"] == 3


def test_quotas_refuse_names_twice_and_categories_of_others():
    category, other = make_category(size=5), make_category()
    occurrence = category.occurrence

    with pytest.raises(NameTaken):
        set_quota(occurrence=occurrence, name=category.quotas.get().name, size=1, categories=[], **WHO)
    with pytest.raises(OfAnotherOccurrence):
        set_quota(occurrence=occurrence, name="Ny", size=1, categories=[other], **WHO)

    remove_quota(quota=category.quotas.get(), **WHO)
    assert occurrence.quotas.count() == 0


def test_question_that_is_answered_keeps_its_kind_and_how_long_it_is_kept():
    place = make_place()
    occurrence = place.occurrence
    question = set_question(occurrence=occurrence, terms=QuestionTerms(texts={"nb": "Rolle?"}), **WHO)
    Answer.objects.create(place=place, question=question, value="Rådgiver")

    set_question(occurrence=occurrence, question=question, terms=QuestionTerms(texts={"nb": "Din rolle?"}), **WHO)
    for changed in ({"kind": "text"}, {"retention": "sensitive"}):
        terms = QuestionTerms(texts={"nb": "Rolle?"}, **changed)
        with pytest.raises(InUse):
            set_question(occurrence=occurrence, question=question, terms=terms, **WHO)
    with pytest.raises(InUse):
        remove_question(question=question, **WHO)

    question.refresh_from_db()
    assert question.text == "Din rolle?"


def test_choice_has_something_to_choose_from():
    with pytest.raises(OptionsMissing):
        set_question(occurrence=make_occurrence(), terms=QuestionTerms(texts={"nb": "Mat?"}, kind="choice"), **WHO)


def test_voucher_is_made_changed_and_revoked_once():
    place = make_place()
    occurrence = place.occurrence
    voucher = set_voucher(occurrence=occurrence, terms=VoucherTerms(code="VELKOMMEN", most_uses=2), **WHO)
    VoucherUse.objects.create(voucher=voucher, place=place)
    assert live_uses(voucher) == 1

    with pytest.raises(NameTaken):
        set_voucher(occurrence=occurrence, terms=VoucherTerms(code="Velkommen"), **WHO)
    with pytest.raises(OfAnotherOccurrence):
        set_voucher(occurrence=occurrence, terms=VoucherTerms(code="X"), categories=[make_category()], **WHO)
    revoked = revoke_voucher(voucher=voucher, **WHO)
    again = revoke_voucher(voucher=voucher, by=None, at=AT.replace(year=2027))

    assert revoked.revoked_at == again.revoked_at == AT


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_what_has_ended_is_not_changed(state):
    category = make_category(make_occurrence(state=state))

    with pytest.raises(AlreadyEnded):
        set_category(occurrence=category.occurrence, terms=category_terms(), **WHO)
    with pytest.raises(AlreadyEnded):
        remove_quota(quota=category.quotas.get(), **WHO)


def test_bigger_quota_goes_to_who_waits():
    category = make_category(size=1)
    make_place(category)
    waiting = make_place(category, state="waiting")
    quota = category.quotas.get()

    set_quota(occurrence=category.occurrence, quota=quota, name=quota.name, size=2, categories=[category], **WHO)

    waiting.refresh_from_db()
    assert waiting.state == "offered"


def test_nobody_must_answer_what_is_kept_apart():
    terms = QuestionTerms(texts={"nb": "Mat?"}, required=True, retention=Retention.SENSITIVE)
    with pytest.raises(MustNotBeCompulsory):
        set_question(occurrence=make_occurrence(), terms=terms, **WHO)
    assert not Question.objects.exists()
