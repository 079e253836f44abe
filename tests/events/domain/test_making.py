from decimal import Decimal

import pytest

from events.domain.terms import Details, EndsBeforeStart, InThePast, SignUp, TermsOutOfOrder, Tickets, When, Where
from events.enums import Mode, VatCode
from events.models import JoinLink, Occurrence
from tests.events.domain.days import DAY, HOUR, made
from tests.factories.events import AT, STARTS

pytestmark = pytest.mark.django_db


def test_new_occurrence_is_a_draft_with_ticket_quota_and_join_link():
    where = Where(mode=Mode.ONLINE, join_url="https://meet.example.org/abc")
    tickets = Tickets(places=30, price=Decimal(450), vat_code=VatCode.STANDARD)

    occurrence = made(where=where, tickets=tickets, details=Details(titles={"nb": " Angrep "}))

    assert (occurrence.state, occurrence.sequence, occurrence.title_in("nb")) == ("draft", 0, "Angrep")
    category, quota = occurrence.categories.get(), occurrence.quotas.get()
    assert (category.mode, category.price, category.vat_code) == ("online", Decimal(450), "standard")
    assert (quota.size, list(quota.categories.all())) == (30, [category])
    assert set(category.names) == {"nb", "nn", "sv", "en"}
    assert JoinLink.objects.get().url == "https://meet.example.org/abc"


def test_hybrid_occurrence_has_a_ticket_and_a_quota_for_each_way():
    occurrence = made(where=Where(mode=Mode.HYBRID), tickets=Tickets(places=40, online_places=200))

    found = [(one.mode, one.quotas.get().size) for one in occurrence.categories.all()]
    assert found == [("room", 40), ("online", 200)]


def test_times_and_terms_that_do_not_fit_are_refused():
    with pytest.raises(EndsBeforeStart):
        made(when=When(starts_at=STARTS, ends_at=STARTS))
    with pytest.raises(InThePast):
        made(when=When(starts_at=AT - HOUR, ends_at=AT + HOUR))
    for wrong, field in (
        ({"closes_at": STARTS + DAY}, "closes_at"),
        ({"opens_at": STARTS - DAY, "closes_at": STARTS - 2 * DAY}, "closes_at"),
        ({"opens_at": STARTS}, "opens_at"),
        ({"reconfirm_from": STARTS - DAY}, "reconfirm_until"),
        ({"release_silent": True}, "reconfirm_from"),
    ):
        with pytest.raises(TermsOutOfOrder) as refused:
            made(details=Details(sign_up=SignUp(**wrong)))
        assert refused.value.field == field
    assert Occurrence.objects.count() == 0
