"""The way of a list: uploaded, checked without writing, imported, and gone on with when a worker was killed."""

import time
import tracemalloc
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import connection
from wagtail.models import ModelLogEntry

from cms.imports import tasks
from cms.imports.domain import imports
from cms.imports.domain.imports import (
    NotChecked,
    NothingToImport,
    advance_import,
    forget_import_details,
    start_import,
    waiting_imports,
)
from cms.imports.models import Import
from cms.imports.reader import UnreadableFile
from cms.mail.models import OutboxMessage
from cms.people.models import Invitation, Membership, Organisation, Unit, User
from cms.places.models import County, Municipality, MunicipalityNumber
from tests.factories.imports import (
    AT,
    big_organisation_list,
    big_people_list,
    checked,
    counts,
    fresh,
    imported,
    people_list,
    problems,
    started,
    upload,
)
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries
from tests.races import at_once

KARI = "kari@example.org;Kari Nordmann;Skogdal kommune;contact;Beredskap;nn"
LATER = AT + timedelta(minutes=3)


def people_there():
    """What an import of people leaves behind, but for numbers and moments."""
    held = Membership.objects.values_list("user__email", "user__name", "organisation__name", "role", "unit__name")
    people, addresses = User.objects.filter(is_staff=False), EmailAddress.objects.filter(user__is_staff=False)
    return sorted(held), people.count(), Unit.objects.count(), addresses.count()


# --- Uploading and checking --------------------------------------------------------------------------


@pytest.mark.django_db
def test_check_writes_nothing_and_says_what_is_wrong_line_by_line():
    make_organisation()
    record = checked(
        people_list(
            KARI,
            "per;Per;Skogdal kommune;;;",
            "siv@example.org;Siv;Ukjent kommune;keiser;;tysk",
            "ola@exаmple.org;Ola;Skogdal kommune;;;",
            "åse@example.org;Åse;Skogdal kommune;;;",
        )
    )

    assert (record.state, record.total, record.done, record.file_name) == ("checked", 5, 5, "liste.csv")
    assert counts(record) == {"created": 1, "unchanged": 0, "invited": 0, "refused": 4}
    assert problems(record) == [
        (3, "email", "email_wrong"),
        (4, "role", "role_unknown"),
        (4, "language", "language_unknown"),
        (4, "organisation", "organisation_unknown"),
        (5, "email", "email_lookalike"),
        (6, "email", "email_letters"),
    ]
    assert (User.objects.filter(is_staff=False).count(), Membership.objects.count()) == (0, 0)
    assert record.problems.get(row=3).value == "per"


@pytest.mark.django_db
def test_check_runs_by_itself_after_the_upload(django_capture_on_commit_callbacks):
    make_organisation()
    with django_capture_on_commit_callbacks(execute=True):
        record = upload(people_list(KARI))

    assert fresh(record).state == "checked"


@pytest.mark.django_db
def test_file_that_cannot_be_read_is_not_kept():
    with pytest.raises(UnreadableFile):
        upload(b"\x00\x01")

    assert not Import.objects.exists()


@pytest.mark.django_db
def test_long_values_are_shortened_in_the_report():
    record = checked(people_list(f"{'x' * 300};Kari;Skogdal;;;"))

    assert len(record.problems.get(column="email").value) == 80


# --- People ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_new_person_can_be_signed_in_to_by_nobody_and_gets_no_mail():
    place = make_organisation()

    record = imported(people_list(KARI))

    kari = User.objects.get(email="kari@example.org")
    address, membership = EmailAddress.objects.get(user=kari), kari.memberships.get()
    assert (record.state, counts(record)["created"]) == ("finished", 1)
    assert (kari.name, kari.language, kari.has_usable_password(), kari.is_staff) == (
        "Kari Nordmann",
        "nn",
        False,
        False,
    )
    assert (address.email, address.verified, address.primary) == (kari.email, False, True)
    assert (membership.organisation, membership.role, membership.unit.name) == (place, "contact", "Beredskap")
    assert (membership.ends_on, membership.starts_on) == (None, record.finished_at.date())
    assert not OutboxMessage.objects.exists()
    assert ModelLogEntry.objects.get(action="people.join").data["import"] == record.pk


@pytest.mark.django_db
def test_invitations_are_left_in_the_outbox_for_those_who_are_new():
    per = make_user("Per", email="per@example.org")
    make_organisation()

    imported(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"), send_invitations=True)

    assert per.memberships.count() == 1
    assert list(OutboxMessage.objects.values_list("to_address", "language", "state")) == [
        ("kari@example.org", "nn", "due")
    ]
    assert Invitation.objects.get().email == "kari@example.org"


@pytest.mark.django_db
def test_who_has_several_roles_is_invited_to_each_organisation_once():
    make_organisation()
    make_organisation("Elvestad kommune")
    lines = (KARI, KARI.replace("contact", "log_keeper"), KARI.replace("Skogdal", "Elvestad"))

    record = imported(people_list(*lines), send_invitations=True)

    assert (record.created, record.invited) == (3, 0)
    assert sorted(Invitation.objects.values_list("organisation__name", "role")) == [
        ("Elvestad kommune", "contact"),
        ("Skogdal kommune", "contact"),
    ]


@pytest.mark.django_db
def test_list_sent_again_invites_those_who_have_not_been_here():
    make_organisation()
    quiet, busy = "quiet@example.org", "busy@example.org"
    content = people_list(*(f"{email};Per;Skogdal kommune;;;" for email in (quiet, busy)))
    imported(content)
    User.objects.filter(email=busy).update(last_login=AT)
    assert not Invitation.objects.exists()

    again = [imported(content, send_invitations=True) for _ in range(2)]

    assert [(record.invited, record.unchanged) for record in again] == [(1, 1), (0, 2)]
    assert list(Invitation.objects.values_list("email", flat=True)) == [quiet]
    Invitation.objects.update(expires_at=AT)
    assert imported(content, send_invitations=True).invited == 1
    assert imported(content).invited == 0


@pytest.mark.django_db
def test_way_in_without_an_invitation_is_a_new_password_by_mail(client):
    make_organisation()
    imported(people_list(KARI))
    new = {"name": "Kari", "password1": "granfrost-2027", "password2": "granfrost-2027"}

    client.post("/accounts/login/", {"login": "kari@example.org", "password": ""})
    client.post("/accounts/signup/", {"email": "kari@example.org", **new})
    client.post("/accounts/password/reset/", {"email": "kari@example.org"})

    assert "_auth_user_id" not in client.session
    assert not User.objects.get(email="kari@example.org").has_usable_password()
    assert list(OutboxMessage.objects.order_by("pk").values_list("kind", "to_address")) == [
        ("account/email/account_already_exists", "kari@example.org"),
        ("account/email/password_reset_key", "kari@example.org"),
    ]


@pytest.mark.django_db
def test_addresses_that_differ_in_case_are_one_person_and_dots_are_another():
    make_organisation()
    rows = ("Kari.N@Example.org", "kari.n@example.org", "karin@example.org", "kari.n+x@example.org")

    record = imported(people_list(*[f"{email};Kari;Skogdal kommune;;;" for email in rows]))

    assert counts(record) == {"created": 3, "unchanged": 1, "invited": 0, "refused": 0}
    assert User.objects.filter(name="Kari").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["kari@example.org", "annen@example.org"])
def test_person_who_exists_is_joined_and_left_as_they_are(address):
    make_organisation()
    kari = make_user("Kari Egen", email="kari@example.org", language="sv")
    EmailAddress.objects.create(user=kari, email="annen@example.org", verified=True)

    imported(people_list(f"{address.upper()};Kari Nordmann;Skogdal kommune;;;nb"))

    kari.refresh_from_db()
    assert (kari.name, kari.language, kari.memberships.count()) == ("Kari Egen", "sv", 1)
    assert kari.check_password("granfrost-2027")


@pytest.mark.django_db
def test_same_person_in_several_roles_and_organisations_is_one_person():
    make_organisation()
    make_organisation("Elvestad kommune")

    record = imported(people_list(KARI, KARI.replace("contact", "medlem"), KARI.replace("Skogdal", "ELVESTAD"), KARI))

    assert (counts(record)["created"], counts(record)["unchanged"]) == (3, 1)
    assert User.objects.filter(email="kari@example.org").count() == 1
    assert Unit.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Siân O'Neill-Åse", "D’Angelo", "فاطمة الزهراء", "שרה כהן", "Å" * 200, "Kari", "=cmd|' /C calc'!A0"]
)
def test_names_are_kept_as_they_were_written(name):
    make_organisation()

    imported(people_list(f"kari@example.org;{name};Skogdal kommune;;;"))

    assert User.objects.get(email="kari@example.org").name == name


@pytest.mark.django_db
def test_importing_again_changes_nothing():
    make_organisation()
    imported(people_list(KARI))
    before = people_there()

    record = imported(people_list(KARI))

    assert (counts(record)["unchanged"], people_there()) == (1, before)


@pytest.mark.django_db
def test_end_that_is_set_already_is_not_undone_by_a_list():
    place, kari = make_organisation(), make_user(email="kari@example.org")
    last_day = AT.date() + timedelta(days=30)
    make_membership(kari, place, role="contact", ends_on=last_day)
    make_membership(kari, place, role="log_keeper", ends_on=AT.date() - timedelta(days=1))

    record = imported(people_list(KARI, KARI.replace("contact", "log_keeper")))

    assert counts(record) == {"created": 1, "unchanged": 1, "invited": 0, "refused": 0}
    assert kari.memberships.get(role="contact").ends_on == last_day
    assert kari.memberships.get(role="log_keeper", ends_on=None).starts_on == record.finished_at.date()


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["A\u030asnes kommune", "ÅSNES  KOMMUNE", "\u00a0åsnes kommune"])
def test_organisation_is_found_however_its_name_is_written(written):
    place = make_organisation("Åsnes kommune")

    record = imported(people_list(f"kari@example.org;Kari;{written};;;"))
    again = imported(f"navn;type\n{written};municipality\n", kind="organisations")

    assert (counts(record)["created"], Membership.objects.get().organisation) == (1, place)
    assert (again.unchanged, Organisation.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_organisation_is_found_by_number_and_must_not_be_contradicted():
    make_organisation(number="974760673")
    make_organisation("Elvestad kommune")
    make_organisation("Elvestad kommune")
    head = "e-post;navn;orgnr;organisasjon"
    record = checked(
        people_list(
            "a@example.org;A;974 760 673;;",
            "b@example.org;B;974760673;Et kallenavn;",
            "c@example.org;C;974760673;Elvestad kommune;",
            "d@example.org;D;974760674;;",
            "e@example.org;E;915933149;;",
            "f@example.org;F;;Elvestad kommune;",
            "g@example.org;G;;;",
            head=head,
        )
    )

    assert counts(record)["created"] == 2
    assert problems(record) == [
        (4, "organisation", "number_of_another"),
        (5, "number", "number_wrong"),
        (6, "number", "organisation_unknown"),
        (7, "organisation", "organisation_ambiguous"),
        (8, "organisation", "organisation_missing"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_organisation_not_in_use_is_unknown(state):
    make_organisation(state=state)

    assert problems(checked(people_list(KARI))) == [(2, "organisation", "organisation_unknown")]


@pytest.mark.django_db
def test_closed_account_is_not_joined():
    make_organisation()
    make_user(email="kari@example.org", is_active=False)

    assert problems(checked(people_list(KARI))) == [(2, "email", "account_closed")]


# --- For one organisation ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_contact_imports_to_their_own_organisation_only():
    own = make_organisation()
    make_organisation("Elvestad kommune", number="974760673")
    record = checked(
        people_list("a@example.org;A;", "b@example.org;B;SKOGDAL KOMMUNE", "c@example.org;C;Elvestad kommune"),
        organisation=own,
    )

    assert counts(record)["created"] == 2
    assert problems(record) == [(4, "organisation", "organisation_other")]


@pytest.mark.django_db
def test_contact_asks_those_who_have_an_account_and_does_not_place_them():
    own, place = make_organisation(), make_organisation("Elvestad kommune")
    per, siv = make_user("Per", email="per@example.org"), make_user("Siv", email="siv@example.org")
    make_membership(per, place)
    make_membership(siv, own)

    record = imported(
        people_list("per@example.org;P;;", "siv@example.org;S;;log_keeper", "kari@example.org;Kari;;"),
        organisation=own,
    )

    assert counts(record) == {"created": 2, "unchanged": 0, "invited": 1, "refused": 0}
    assert list(per.memberships.values_list("organisation", flat=True)) == [place.pk]
    assert siv.memberships.filter(organisation=own, role="log_keeper").exists()
    assert list(OutboxMessage.objects.values_list("to_address", flat=True)) == ["per@example.org"]


# --- Organisations -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_organisations_are_created_in_use():
    head = "navn;type;land;orgnr;sektor;størrelse;kommunenummer;språk"
    place = make_municipality("3450")
    record = imported(
        people_list(
            "Etnedal kommune;municipality;no;974 760 673;administration;small;3450;nn",
            "Fjällby frivilliga;voluntary;Sverige;;voluntary;;;",
            head=head,
        ),
        kind="organisations",
    )

    assert (record.state, record.created) == ("finished", 2)
    etnedal, fjallby = Organisation.objects.order_by("name")
    assert (etnedal.kind, etnedal.number, etnedal.sector) == ("municipality", "974760673", "administration")
    assert (etnedal.size_class, etnedal.municipality, etnedal.language, etnedal.state) == (
        "small",
        place,
        "nn",
        "active",
    )
    assert (fjallby.country, fjallby.language, fjallby.kind) == ("se", "sv", "voluntary")


@pytest.mark.django_db
def test_organisations_that_are_there_are_left_alone_and_wrong_lines_refused():
    make_organisation(number="974760673")
    make_organisation("Elvestad kommune", kind="other")
    make_municipality("0541", until=date(2019, 12, 31))
    head = "navn;type;land;orgnr;kommunenummer"
    record = checked(
        people_list(
            "Et annet navn;municipality;no;974760673;",
            "ELVESTAD KOMMUNE;municipality;;915933149;",
            "Ny kommune;municipality;no;;",
            "NY KOMMUNE;municipality;no;;",
            ";municipality;no;;",
            "Uten type;;no;;",
            "Feil nummer;municipality;no;974760674;",
            "Gammelt kommunenummer;municipality;no;;0541",
            "Rart land;municipality;Danmark;;",
            head=head,
        ),
        kind="organisations",
    )

    assert counts(record) == {"created": 1, "unchanged": 3, "invited": 0, "refused": 5}
    assert problems(record) == [
        (6, "name", "name_missing"),
        (7, "kind", "kind_unknown"),
        (8, "number", "number_wrong"),
        (9, "municipality", "municipality_unknown"),
        (10, "country", "country_unknown"),
    ]


def make_municipality(number, *, until=None):
    county = County.objects.create(country="no", name="Innlandet")
    place = Municipality.objects.create(county=county, country="no", name="Etnedal")
    MunicipalityNumber.objects.create(
        municipality=place, country="no", number=number, valid_from=date(2010, 1, 1), valid_until=until
    )
    return place


# --- Starting, resuming, giving up -------------------------------------------------------------------


@pytest.mark.django_db
def test_only_a_checked_list_is_started_and_only_once():
    make_organisation()
    record = upload(people_list(KARI))
    with pytest.raises(NotChecked):
        start_import(record=record, by=record.by, at=AT)

    advance_import(import_id=record.pk, at=AT)
    start_import(record=record, by=record.by, at=AT)

    with pytest.raises(NotChecked):
        start_import(record=record, by=record.by, at=AT)


@pytest.mark.django_db
def test_list_without_a_right_line_is_not_started():
    record = checked(people_list(KARI))

    with pytest.raises(NothingToImport):
        start_import(record=record, by=record.by, at=AT)


@pytest.mark.django_db
def test_facts_that_changed_after_the_check_are_seen():
    place = make_organisation()
    record = started(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"))
    make_membership(make_user(email="per@example.org"), place)

    advance_import(import_id=record.pk, at=LATER)

    assert counts(fresh(record)) == {"created": 1, "unchanged": 1, "invited": 0, "refused": 0}


@pytest.mark.django_db
def test_organisation_closed_after_the_check_refuses_its_lines():
    place = make_organisation()
    record = started(people_list(KARI))
    Organisation.objects.filter(pk=place.pk).update(state="closed")

    advance_import(import_id=record.pk, at=LATER)

    assert (counts(fresh(record))["refused"], problems(record)) == (1, [(2, "organisation", "organisation_unknown")])


@pytest.mark.django_db
def test_own_organisation_closed_after_the_check_lets_nobody_in():
    own = make_organisation()
    record = started(people_list("kari@example.org;Kari;"), organisation=own)
    Organisation.objects.filter(pk=own.pk).update(state="closed")

    advance_import(import_id=record.pk, at=LATER)

    assert problems(record) == [(2, "organisation", "organisation_unknown")]
    assert not Membership.objects.exists()


class Killed(Exception):
    """The worker is gone."""


def killed_after(statements):
    """Everything after so many statements never reaches the database."""
    left = [statements]

    def execute(run, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            left[0] -= 1
            if left[0] < 0:
                raise Killed
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statements", [2, 3, 8, 14, 20])
def test_killed_in_the_middle_and_gone_on_with_ends_the_same(monkeypatch, statements):
    monkeypatch.setattr(imports, "BATCH", 4)
    for number in range(3):
        make_organisation(f"Kommune {number}")
    record = started_by_hand(big_people_list(10, 3))

    with killed_after(statements), pytest.raises(Killed):
        advance_import(import_id=record.pk, at=AT)

    moved = fresh(record).moved_at
    assert advance_import(import_id=record.pk, at=moved) is False  # its worker may still be at it
    assert waiting_imports(at=moved) == []
    after = moved + timedelta(minutes=3)
    assert waiting_imports(at=after) == [record.pk]
    while advance_import(import_id=record.pk, at=after):
        pass

    done = fresh(record)
    assert (done.state, done.done, counts(done)["created"], counts(done)["unchanged"]) == ("finished", 10, 10, 0)
    held, people, units, addresses = people_there()
    assert (len(held), people, units, addresses) == (10, 10, 3, 10)


@pytest.mark.django_db(transaction=True)
def test_check_killed_in_the_middle_starts_anew(monkeypatch):
    monkeypatch.setattr(imports, "BATCH", 2)
    record = upload(people_list(*["feil;X;;;;"] * 5))
    Import.objects.filter(pk=record.pk).update(state="uploaded", attempts=0, done=0)
    with killed_after(4), pytest.raises(Killed):
        advance_import(import_id=record.pk, at=AT)

    advance_import(import_id=record.pk, at=fresh(record).moved_at + timedelta(minutes=3))

    assert (fresh(record).state, fresh(record).refused, record.problems.filter(column="email").count()) == (
        "checked",
        5,
        5,
    )


@pytest.mark.django_db
def test_import_that_keeps_killing_its_worker_is_given_up():
    make_organisation()
    record = started(people_list(KARI))
    Import.objects.filter(pk=record.pk).update(attempts=5, moved_at=AT)

    assert advance_import(import_id=record.pk, at=LATER) is False
    assert (fresh(record).state, fresh(record).refusal) == ("failed", "crashed")


@pytest.mark.django_db
def test_file_that_is_gone_stops_the_import_with_words():
    make_organisation()
    record = started(people_list(KARI))
    storages["private"].delete(record.file.name)

    advance_import(import_id=record.pk, at=AT)

    assert (fresh(record).state, fresh(record).refusal) == ("failed", "file_gone")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_line_once():
    make_organisation()
    record = started_by_hand(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"))

    work = [lambda at=at: advance_import(import_id=record.pk, at=at) for at in (AT, AT + timedelta(days=1))]
    outcomes = at_once(*work, meet_before='INSERT INTO "people_user"')

    assert outcomes == [False, False]
    assert (fresh(record).state, counts(fresh(record))["created"]) == ("finished", 2)
    assert Membership.objects.count() == 2


def started_by_hand(content):
    """Started, with no task that would run at once (tests run tasks in line)."""
    record = upload(content)
    Import.objects.filter(pk=record.pk).update(state="running", attempts=0, done=0, last_row=0, created=0, moved_at=AT)
    return fresh(record)


@pytest.mark.django_db
def test_tick_carries_on_what_stands_still(django_capture_on_commit_callbacks):
    make_organisation()
    record = started(people_list(KARI))
    Import.objects.filter(pk=record.pk).update(moved_at=AT - timedelta(days=30000))

    assert tasks.carry_on_imports() == 1
    assert fresh(record).state == "finished"
    assert tasks.carry_on_imports() == 0


@pytest.mark.django_db
def test_long_import_is_done_in_slices(monkeypatch):
    monkeypatch.setattr(imports, "BATCH", 1)
    monkeypatch.setattr(imports, "SLICE", timedelta(0))
    make_organisation()
    record = started(people_list(KARI, "per@example.org;Per;Skogdal kommune;;;"))

    assert [advance_import(import_id=record.pk, at=AT) for _ in range(3)] == [True, True, False]
    assert fresh(record).state == "finished"


@pytest.mark.django_db
@pytest.mark.parametrize("people", [5, 150])
def test_questions_do_not_grow_with_the_lines_of_a_batch(people):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite divides long statements")
    for number in range(5):
        make_organisation(f"Kommune {number}")
    record = started(big_people_list(people, 5))
    ContentType.objects.get_for_models(User, Membership)

    with count_queries() as asked:
        advance_import(import_id=record.pk, at=AT)

    assert len(asked) == 19, asked


# --- Forgetting --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_old_files_and_values_are_forgotten_and_counts_stay():
    make_organisation()
    record = imported(people_list(KARI, "per;Per;Skogdal kommune;;;"))
    waiting = checked(people_list(KARI, "per;Per;Skogdal kommune;;;"))
    name = record.file.name

    assert forget_import_details(before=AT) == 0
    assert forget_import_details(before=AT + timedelta(seconds=1)) == 2
    assert forget_import_details(before=AT + timedelta(seconds=1)) == 0

    record = fresh(record)
    assert (record.file.name, record.file_name, record.refused, record.created) == ("", "", 1, 1)
    assert [one.value for one in record.problems.all()] == [""]
    assert not storages["private"].exists(name)
    assert (fresh(waiting).state, fresh(waiting).refusal) == ("failed", "file_gone")


# --- The whole ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db
def test_350_organisations_and_5000_people():
    places = imported(big_organisation_list(350), kind="organisations")
    people = imported(big_people_list(5000, 350))

    assert (places.created, people.created, people.refused) == (350, 5000, 0)
    assert (Organisation.objects.count(), Membership.objects.count()) == (350, 5000)


@pytest.mark.slow
@pytest.mark.django_db
def test_100_000_lines_are_checked_without_holding_them_in_memory():
    for number in range(350):
        make_organisation(f"Kommune {number}")
    record = upload(big_people_list(100_000, 350))

    tracemalloc.start()
    began = time.monotonic()
    advance_import(import_id=record.pk, at=AT)
    seconds, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    done = fresh(record)
    assert (done.state, done.total, done.created, done.refused) == ("checked", 100_000, 100_000, 0)
    assert most < 120 * 1024 * 1024, most
    assert seconds < 300, seconds


@pytest.mark.slow
@pytest.mark.django_db
def test_one_line_more_than_100_000_is_refused():
    with pytest.raises(UnreadableFile) as refused:
        upload(big_people_list(100_001, 350))

    assert refused.value.refusal == "too_many_rows"
