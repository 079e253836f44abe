"""Minutes: a draft, published once, corrected by the next version."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cms.mail.domain.preferences import choose_mail
from cms.mail.models import OutboxMessage
from events.networks.domain.members import leave
from events.networks.domain.minutes import (
    Decided,
    NoMeeting,
    NotAMember,
    NothingToPublish,
    TextMissing,
    TooManyDecisions,
    WhatWasCorrected,
    Written,
    WrittenMeanwhile,
    drop_draft,
    note_read,
    publish,
    save_draft,
)
from events.networks.models import Minutes
from events.networks.queries import minutes_of, unread_minutes
from learning.models.immutable import Unchangeable
from tests.factories.events import AT, make_occurrence
from tests.factories.networks import WHO, make_draft, make_meeting, make_member, make_minutes, make_network, make_person
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def member():
    return make_member()


@pytest.fixture
def meeting(member):
    return make_meeting(member.series)


def test_draft_is_kept_with_its_decisions(member, meeting):
    decided = [
        Decided("Alle melder inn aggregater", member.user, date(2027, 1, 15)),
        Decided("Planen tas til etterretning"),
    ]

    minutes = make_draft(meeting, decisions=decided)

    rows = minutes.decisions.values_list("position", "text", "responsible__name", "due_on")
    assert list(rows) == [
        (1, "Alle melder inn aggregater", "Ingrid Moen", date(2027, 1, 15)),
        (2, "Planen tas til etterretning", None, None),
    ]
    assert (minutes.state, minutes.number) == ("draft", 1)
    assert list(minutes_of(member.series)) == []


def test_saving_again_writes_the_same_draft(meeting):
    first = make_draft(meeting, decisions=[Decided("Én"), Decided("To")])
    second = make_draft(meeting, "Ny tekst", decisions=[Decided("Tre")])

    assert (second.pk, second.text, second.edition) == (first.pk, "Ny tekst", 2)
    assert [one.text for one in second.decisions.all()] == ["Tre"]


def test_old_page_does_not_overwrite(meeting):
    make_draft(meeting)

    with pytest.raises(WrittenMeanwhile):
        save_draft(occurrence=meeting, written=Written("Fra en gammel fane", edition=0), **WHO)


def test_publishing_tells_every_member_once(member, meeting):
    make_member(member.series, make_person("Farid Rahimi", "Elvestad kommune"))
    leave(member=make_member(member.series, make_person("Nina Strand", "Granåsen kommune")), at=AT)

    make_minutes(meeting)
    with pytest.raises(NothingToPublish):
        publish(occurrence=meeting, **WHO)

    mails = OutboxMessage.objects.filter(kind="networks/mail/minutes_published").order_by("to_user__name")
    assert [one.to_user.name for one in mails] == ["Farid Rahimi", "Ingrid Moen"]
    assert "/mail/unsubscribe/" in mails[0].text


def test_who_does_not_want_the_mail_gets_none(member, meeting):
    choose_mail(user=member.user, choices={"networks": "never"}, by=member.user, at=AT)

    make_minutes(meeting)

    assert OutboxMessage.objects.get(kind="networks/mail/minutes_published").state == "skipped"


def test_published_minutes_never_change(meeting):
    minutes = Minutes.objects.get(pk=make_minutes(meeting, decisions=[Decided("Én")]).pk)
    minutes.text = "Noe annet"

    for change in (
        minutes.save,
        minutes.delete,
        minutes.decisions.get().save,
        lambda: Minutes.objects.update(text="Noe annet"),
    ):
        with pytest.raises(Unchangeable):
            change()


def test_correction_is_the_next_version(member, meeting):
    first = make_minutes(meeting)

    with pytest.raises(WhatWasCorrected):
        make_draft(meeting, "Rettet")
    make_draft(meeting, "Rettet", correction="Fristen var feil")
    assert [one.pk for one in minutes_of(member.series)] == [first.pk]
    second = publish(occurrence=meeting, by=None, at=LATER)

    first.refresh_from_db()
    assert (first.text, second.number, second.text) == ("Vi gikk gjennom beredskapsplanen.", 2, "Rettet")
    assert [one.pk for one in minutes_of(member.series)] == [second.pk]
    assert "Fristen var feil" in OutboxMessage.objects.order_by("-pk").first().text


def test_draft_can_be_dropped_and_what_is_published_stays(meeting):
    first = make_minutes(meeting)
    make_draft(meeting, "Rettet", correction="Fristen var feil")

    drop_draft(occurrence=meeting, **WHO)

    assert [one.pk for one in Minutes.objects.all()] == [first.pk]
    with pytest.raises(NothingToPublish):
        drop_draft(occurrence=meeting, **WHO)


@pytest.mark.parametrize("fields", [{"state": "cancelled"}, {"state": "draft"}, {"starts_at": AT + timedelta(days=9)}])
def test_no_minutes_of_what_was_not_held(fields):
    with pytest.raises(NoMeeting):
        make_draft(make_meeting(make_network(), **fields))


def test_no_minutes_of_a_conference():
    with pytest.raises(NoMeeting):
        make_draft(make_occurrence(starts_at=AT - timedelta(days=1)))


def test_minutes_make_sense(meeting):
    with pytest.raises(TextMissing):
        make_draft(meeting, "  ")
    with pytest.raises(TooManyDecisions):
        make_draft(meeting, decisions=[Decided("Nok en")] * 51)
    with pytest.raises(NotAMember):
        make_draft(meeting, decisions=[Decided("Gjør det", make_user("Fremmed Person"))])


def test_one_draft_of_a_meeting(meeting):
    make_draft(meeting)

    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.create(occurrence=meeting, number=2, text="Enda en", changed_at=AT)


def test_unread_until_one_says_so(member, meeting):
    minutes = make_minutes(meeting)
    newcomer = make_member(member.series, make_person("Farid Rahimi", "Elvestad kommune"), at=LATER)

    assert list(unread_minutes(member.user, at=LATER)) == [minutes]
    assert list(unread_minutes(newcomer.user, at=LATER)) == []
    assert list(unread_minutes(member.user, at=AT + timedelta(days=90))) == []
    for _ in range(2):
        note_read(minutes=minutes, user=member.user, at=LATER)
    assert list(unread_minutes(member.user, at=LATER)) == []
