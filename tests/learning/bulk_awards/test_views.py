import pytest

from learning.bulk_awards.domain.bulk_awards import advance_bulk_award
from learning.bulk_awards.models import BulkAward
from learning.models import Certificate
from tests.factories.bulk_awards import make_guests, make_list, start
from tests.factories.learning import AT
from tests.factories.people import make_admin, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
NEW = "/awards/"


@pytest.fixture
def staff(client):
    user = make_admin(language="en")
    client.force_login(user)
    return user


def form(**fields):
    return {"kind": "attendance", "title": "Fagdag", "basis_text": "Deltok 12. november"} | fields


def test_way_from_the_list_to_the_certificates(client, staff, django_capture_on_commit_callbacks):
    guests = make_guests(2)
    people = "\n".join(f"{guest.name};{guest.email}" for guest in guests)

    checked = client.post(NEW, form(people=f"Navn;E-post\n{people}\nFeil;feil@example.org"))
    page = client.get(checked.url).content.decode()
    assert "Award 2 certificates" in page
    assert "Nobody is registered with this address" in page
    assert Certificate.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{checked.url}start/")

    assert Certificate.objects.count() == 2
    assert all(one.number in client.get(checked.url).content.decode() for one in Certificate.objects.all())


def test_list_may_be_a_file(client, staff, tmp_path):
    file = tmp_path / "liste.csv"
    file.write_bytes(f"Åse;{make_guests(1)[0].email}".encode("cp1252"))

    with file.open("rb") as opened:
        client.post(NEW, form(file=opened))

    assert BulkAward.objects.get().lines.get().problem == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"people": ""}, "There is nobody in the list"),
        ({"people": "a@example.org", "title": ""}, "This field is required"),
        ({"people": "a@example.org", "hours": "-1"}, "greater than or equal to 0"),
        ({"people": "a@example.org", "valid_months": "0"}, "greater than or equal to 1"),
        ({"people": "a@example.org", "kind": "enrolment"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, staff, fields, words):
    answer = client.post(NEW, form(outcome="Kan varsle", **fields))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Kan varsle"' in page
    assert BulkAward.objects.count() == 0


def test_page_that_polls_gets_its_part_and_at_last_the_whole(client, staff):
    record = start(make_list(*make_guests(1), by=staff))
    url = f"{NEW}{record.pk}/"

    part = client.get(url, headers={"hx-request": "true"})
    assert "0 of 1 awarded" in part.content.decode()
    assert "<html" not in part.content.decode()
    advance_bulk_award(award_id=record.pk, at=AT)
    Certificate.objects.update(document_state="ready")
    whole = client.get(url, headers={"hx-request": "true"})

    assert whole["HX-Refresh"] == "true"


def test_it_works_until_the_pdfs_are_there(client, staff):
    record = start(make_list(*make_guests(1), by=staff))
    advance_bulk_award(award_id=record.pk, at=AT)

    assert "0 of 1 PDFs" in client.get(f"{NEW}{record.pk}/").content.decode()


def test_pdfs_are_made_again_with_one_button(client, staff, django_capture_on_commit_callbacks):
    record = start(make_list(*make_guests(2), by=staff))
    advance_bulk_award(award_id=record.pk, at=AT)
    Certificate.objects.update(document_state="failed", document_attempts=6)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{NEW}{record.pk}/documents/", follow=True)

    assert "2 PDFs are being made again" in answer.content.decode()
    assert set(Certificate.objects.values_list("document_state", flat=True)) == {"ready"}


@pytest.mark.parametrize("number", [1, 60])
def test_page_costs_the_same_for_few_and_many(client, staff, number):
    record = make_list(*make_guests(number), by=staff)
    client.get(f"{NEW}{record.pk}/")

    with count_queries() as asked:
        client.get(f"{NEW}{record.pk}/")

    assert len(asked) == 6, asked


def test_nobody_else_finds_it(client):
    record = make_list(*make_guests(1))
    client.force_login(make_user())

    for url in (NEW, f"{NEW}{record.pk}/"):
        assert client.get(url).status_code == 404
    assert client.post(f"{NEW}{record.pk}/start/").status_code == 404
