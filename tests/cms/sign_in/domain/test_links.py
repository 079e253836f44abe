from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.sign_in.domain.links import (
    LASTS,
    LinkDoesNotOpen,
    ask_for_link,
    find_link,
    forget_links,
    hash_of,
    send_link,
    use_link,
)
from cms.sign_in.models import SignInLink
from tests.factories.people import PASSWORD, make_user
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def ask(email="ingrid@example.org", *, at=NOON, language="nb"):
    return ask_for_link(email=email, language=language, at=at)


def sent_token(email="ingrid@example.org", *, at=NOON):
    link = SignInLink.objects.create(email=email, language="nb", asked_at=at)
    send_link(link_id=link.pk, at=at)
    text = OutboxMessage.objects.get(idempotency_key=f"sign_in.link:{link.pk}").text
    return text.split("/accounts/link/")[1].split("/")[0]


def test_known_address_gets_a_link_in_the_language_of_the_page():
    user = make_user(email="ingrid@example.org", language="nb")
    link = ask("Ingrid@Example.org ", language="sv")

    assert send_link(link_id=link.pk, at=NOON)

    message = OutboxMessage.objects.get()
    assert (message.to_address, message.to_user, message.language) == ("ingrid@example.org", user, "sv")
    assert message.html


def test_unknown_address_gets_nothing():
    assert not send_link(link_id=ask("nobody@example.org").pk, at=NOON)

    assert not OutboxMessage.objects.exists()


def test_closed_account_gets_nothing():
    make_user(email="ingrid@example.org", is_active=False)

    assert not send_link(link_id=ask().pk, at=NOON)


def test_sending_twice_sends_one():
    make_user(email="ingrid@example.org")
    link = ask()

    assert [send_link(link_id=link.pk, at=NOON), send_link(link_id=link.pk, at=NOON)] == [True, False]


def test_token_stands_in_the_mail_and_its_hash_in_the_database():
    make_user(email="ingrid@example.org")

    token = sent_token()

    assert SignInLink.objects.get().token_hash == hash_of(token)
    assert len(token) >= 43


def test_link_opens_once():
    user = make_user(email="ingrid@example.org")
    token = sent_token()
    assert find_link(token=token, at=NOON).user == user

    assert use_link(token=token, at=NOON).user == user

    with pytest.raises(LinkDoesNotOpen):
        use_link(token=token, at=NOON)
    with pytest.raises(LinkDoesNotOpen):
        find_link(token=token, at=NOON)


def test_link_opens_for_fifteen_minutes():
    make_user(email="ingrid@example.org")
    token = sent_token()

    find_link(token=token, at=NOON + LASTS - timedelta(seconds=1))
    with pytest.raises(LinkDoesNotOpen):
        use_link(token=token, at=NOON + LASTS)


@pytest.mark.parametrize("token", ["x", "", "None"])
def test_made_up_token_opens_nothing(token):
    ask()

    with pytest.raises(LinkDoesNotOpen):
        use_link(token=token, at=NOON)


def test_account_closed_meanwhile_is_not_opened():
    user = make_user(email="ingrid@example.org")
    token = sent_token()
    user.is_active = False
    user.save()

    with pytest.raises(LinkDoesNotOpen):
        use_link(token=token, at=NOON)


def test_fourth_link_is_not_sent_while_three_are_open():
    make_user(email="ingrid@example.org")
    tokens = [sent_token() for _ in range(3)]

    assert not send_link(link_id=ask().pk, at=NOON)

    use_link(token=tokens[0], at=NOON)
    assert send_link(link_id=ask().pk, at=NOON)


def test_what_was_asked_yesterday_is_forgotten():
    ask("nobody@example.org", at=NOON - timedelta(days=1, seconds=1))
    ask("nobody@example.org", at=NOON)

    assert forget_links(at=NOON) == 1
    assert SignInLink.objects.count() == 1


# --- Whose address it is ----------------------------------------------------------------------------


def test_password_of_a_stranger_who_signed_up_with_the_address_stops_working():
    """They would otherwise wait until its owner comes, and read along."""
    user = make_user(email="ingrid@example.org", confirmed=False)

    use_link(token=sent_token(), at=NOON)

    user.refresh_from_db()
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_password_of_a_confirmed_person_goes_on_working():
    user = make_user(email="ingrid@example.org")

    use_link(token=sent_token(), at=NOON)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_account_that_an_administrator_made_keeps_its_password_and_is_confirmed():
    user = User.objects.create_user("ingrid@example.org", PASSWORD, name="Ingrid Moen")

    use_link(token=sent_token(), at=NOON)

    user.refresh_from_db()
    address = EmailAddress.objects.get()
    assert (address.verified, address.primary, user.check_password(PASSWORD)) == (True, True, True)


def test_address_that_somebody_added_and_never_confirmed_gets_no_link_into_their_account():
    EmailAddress.objects.create(user=make_user(), email="ingrid@example.org", verified=False)

    assert not send_link(link_id=ask().pk, at=NOON)


def test_second_address_that_is_confirmed_gets_a_link():
    user = make_user()
    EmailAddress.objects.create(user=user, email="ingrid@example.org", verified=True)

    assert use_link(token=sent_token(), at=NOON).user == user


def test_address_of_two_accounts_gets_no_link():
    """Cannot be made any more, and may stand in old rows."""
    for _ in range(2):
        EmailAddress.objects.create(user=make_user(), email="ingrid@example.org", verified=False)

    assert not send_link(link_id=ask().pk, at=NOON)


# --- Two at once ------------------------------------------------------------------------------------

UPDATES = 'UPDATE "sign_in_signinlink"'


def press_twice(token):
    """What two browsers get that press the button at the same moment: a link or an error."""
    calls = [lambda: use_link(token=token, at=NOON)] * 2
    return sorted(type(one).__name__ for one in at_once(*calls, meet_before=UPDATES))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_in():
    make_user(email="ingrid@example.org")

    assert press_twice(sent_token()) == ["LinkDoesNotOpen", "SignInLink"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_get_in(monkeypatch):
    make_user(email="ingrid@example.org")
    token = sent_token()
    take_away_locks(monkeypatch)

    assert press_twice(token) == ["SignInLink", "SignInLink"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_task_send_one():
    make_user(email="ingrid@example.org")
    link = SignInLink.objects.create(email="ingrid@example.org", language="nb", asked_at=NOON)

    sent = at_once(*[lambda: send_link(link_id=link.pk, at=NOON)] * 2, meet_before=UPDATES)

    assert sorted(sent) == [False, True]
    assert OutboxMessage.objects.count() == 1
