import re

import pytest

from events.models import Answer, Question, Quota, TicketCategory, Voucher
from tests.factories.events import make_category, make_occurrence, make_place

pytestmark = pytest.mark.django_db


def page(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/{rest}"


def category(**changed):
    return {
        "names_nb": "Kommune",
        "audience": "public_body",
        "mode": "room",
        "price": "450",
        "vat_code": "standard",
        "least": "1",
        "most": "5",
        "position": "0",
        **changed,
    }


def test_category_is_made_changed_and_removed(client):
    occurrence = make_occurrence()

    client.post(page(occurrence, "tickets/new/"), category())
    made = TicketCategory.objects.get()
    url = page(occurrence, f"tickets/{made.pk}/")
    assert client.get(url).context["form"]["audience"].value() == "public_body"
    client.post(url, category(price="500"))
    made.refresh_from_db()
    assert (made.price, made.most, Quota.objects.count()) == (500, 5, 1)

    client.post(url, {"remove": "1"})
    assert (TicketCategory.objects.count(), Quota.objects.count()) == (0, 0)


def test_category_somebody_has_is_not_removed_and_that_is_said(client):
    place = make_place()

    response = client.post(page(place.occurrence, f"tickets/{place.category_id}/"), {"remove": "1"}, follow=True)

    assert "It cannot be removed: 1 place has this ticket" in response.content.decode()
    assert TicketCategory.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"), [({"price": "-1"}, "price"), ({"most": "0"}, "most"), ({"least": "9"}, "most")]
)
def test_wrong_tickets_are_refused(client, changed, field):
    response = client.post(page(make_occurrence(), "tickets/new/"), category(**changed))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_smaller_quota_is_asked_about_first(client):
    kind = make_category(size=10)
    quota, occurrence = kind.quotas.get(), kind.occurrence
    for _ in range(3):
        make_place(kind)
    url, values = page(occurrence, f"quotas/{quota.pk}/"), {"name": "Salen", "size": "5", "categories": [kind.pk]}

    asked = client.post(url, values)
    quota.refresh_from_db()
    assert (asked.status_code, quota.size) == (200, 10)
    assert "Of 5 places 3 are taken, so 2 are left" in re.sub(r"\s+", " ", asked.content.decode())
    seen = re.search(r'name="seen" value="(\d+)"', asked.content.decode())[1]

    # Somebody signs up meanwhile: what was shown no longer holds.
    late = make_place(kind)
    assert client.post(url, values | {"seen": seen}).status_code == 422
    late.delete()
    client.post(url, values | {"seen": seen})
    quota.refresh_from_db()
    assert (quota.name, quota.size) == ("Salen", 5)


def test_quota_below_what_is_taken_says_how_many(client):
    kind = make_category(size=10)
    for _ in range(3):
        make_place(kind)
    url = page(kind.occurrence, f"quotas/{kind.quotas.get().pk}/")

    refused = client.post(url, {"name": "Salen", "size": "2", "categories": [kind.pk], "seen": "3"})

    assert refused.context["form"].errors["size"] == [
        "3 places are taken. Cancel some first, or choose a larger number."
    ]


def test_values_of_options_lose_no_letter(client):
    values = {"texts_nb": "Rolle?", "kind": "choice", "options": "Loggfører\nLoggforer\nLøgn", "retention": "normal"}

    client.post(page(make_occurrence(), "questions/new/"), values | {"position": "0"})

    assert [one["value"] for one in Question.objects.get().options] == ["loggforer", "loggforer-2", "logn"]


def test_value_that_was_stored_before_holds(client):
    occurrence = make_occurrence()
    option = {"value": "loggfrer", "texts": {"nb": "Loggfører"}}
    question = Question.objects.create(occurrence=occurrence, texts={"nb": "Rolle?"}, kind="choice", options=[option])
    values = {"texts_nb": "Rolle?", "kind": "choice", "options": "Loggfører\nLeder", "retention": "normal"}

    client.post(page(occurrence, f"questions/{question.pk}/"), values | {"position": "0"})

    question.refresh_from_db()
    assert [one["value"] for one in question.options] == ["loggfrer", "leder"]


def test_needs_that_must_be_answered_are_refused_with_what_to_do(client):
    values = {"texts_nb": "Mat?", "kind": "line", "retention": "sensitive", "required": "on", "position": "0"}

    answer = client.post(page(make_occurrence(), "questions/new/"), values)

    assert "nobody may be made to answer" in answer.content.decode()
    assert not Question.objects.exists()


def test_question_keeps_the_values_of_its_options(client):
    occurrence = make_occurrence()
    values = {"texts_nb": "Mat?", "kind": "choice", "options": "Alt\nVegetar\n\nVegetar", "retention": "sensitive"}
    client.post(page(occurrence, "questions/new/"), values | {"position": "0"})
    question = Question.objects.get()
    assert [option["value"] for option in question.options] == ["alt", "vegetar"]

    url = page(occurrence, f"questions/{question.pk}/")
    assert client.get(url).context["form"]["options"].value() == "Alt\nVegetar"
    client.post(url, values | {"position": "0", "options": "Vegetar\nAlt\nHalal"})
    question.refresh_from_db()
    assert [option["value"] for option in question.options] == ["vegetar", "alt", "halal"]

    Answer.objects.create(place=make_place(make_category(occurrence)), question=question, value="alt")
    assert client.post(url, values | {"position": "0", "retention": "normal"}).status_code == 422
    assert client.post(url, {"remove": "1"}, follow=True).status_code == 200
    assert Question.objects.count() == 1


def test_question_about_food_is_ready_made(client):
    occurrence = make_occurrence()
    assert "?ready=food" in client.get(page(occurrence)).content.decode()

    form = client.get(page(occurrence, "questions/new/?ready=food")).context["form"]
    values = {f"texts_{code}": text for code, text in form["texts"].value().items()}
    values |= {name: form[name].value() for name in ("kind", "retention", "position")}
    client.post(page(occurrence, "questions/new/"), values)

    question = Question.objects.get()
    assert (set(question.texts), question.kind, question.retention) == ({"nb", "nn", "sv", "en"}, "text", "sensitive")
    assert "?ready=food" not in client.get(page(occurrence)).content.decode()


def test_question_about_health_is_kept_apart_unless_staff_say_it_is_none(client):
    values = {"texts_nb": "Har du allergier?", "kind": "yes_no", "retention": "normal", "position": "0"}
    url = page(make_occurrence(), "questions/new/")
    assert 'type="checkbox" name="not_health"' not in client.get(url).content.decode()

    refused = client.post(url, values)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["retention"])
    assert 'type="checkbox" name="not_health"' in refused.content.decode()
    assert Question.objects.count() == 0
    client.post(url, values | {"retention": "sensitive"})
    client.post(url, values | {"not_health": "on"})
    assert list(Question.objects.values_list("retention", flat=True)) == ["sensitive", "normal"]


def test_options_are_looked_at_too(client):
    values = {"texts_nb": "Hva vil du ha?", "kind": "choice", "options": "Alt\nVegetar", "retention": "contact"}

    refused = client.post(page(make_occurrence(), "questions/new/"), values | {"position": "0"})

    assert list(refused.context["form"].errors) == ["retention"]


def test_voucher_is_drawn_changed_and_revoked(client):
    occurrence = make_occurrence()
    values = {"code": "", "note": "Foredragsholdere", "discount": "100", "most_uses": "3"}

    client.post(page(occurrence, "vouchers/new/"), values)
    voucher = Voucher.objects.get()
    assert len(voucher.code) == 10
    url = page(occurrence, f"vouchers/{voucher.pk}/")
    client.post(url, values | {"code": voucher.code, "most_uses": "4"})
    client.post(url, {"remove": "1"})

    voucher.refresh_from_db()
    assert (voucher.most_uses, voucher.revoked_at is None) == (4, False)
    assert client.post(url, values | {"code": "x", "discount": "101"}).status_code == 422


@pytest.mark.parametrize(
    "rest", ["tickets/new/", "questions/new/", "vouchers/new/", "quotas/new/", "details/", "online/", "people/add/"]
)
def test_every_form_is_there_to_be_filled_in(client, rest):
    occurrence = make_occurrence(mode="hybrid")

    text = client.get(f"/admin/events/{occurrence.pk}/{rest}").content.decode()

    assert '<form method="post" novalidate>' in text
    assert '<button type="submit" class="button">' in text
