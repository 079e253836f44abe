import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.door.report_reader import MOST, Attended, TooLong, Unreadable, minutes_in, read_report

EN = """1. Summary
Meeting title\tNettverksmøte
Attended participants\t2
Start time\t11/28/26, 9:00:00 AM
Meeting duration\t1h 2m

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Åse Ødegård\t11/28/26, 9:01 AM\t11/28/26, 10:00 AM\t58m 50s\tase@example.org\tase@example.org\tPresenter
Dahl, Ola (Guest)\t11/28/26, 9:10 AM\t11/28/26, 9:20 AM\t10m\t\tola_example.org#EXT#@centre.onmicrosoft.com\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Somebody Else\t11/28/26, 9:01 AM\t11/28/26, 10:00 AM\t58m\telse@example.org\tPresenter
"""
NB = """Fullt navn\tTidspunkt for deltakelse\tAvslutningstid\tVarighet\tE-post\tRolle\tDeltaker-ID (UPN)
Åse Ødegård\t28.11.2026, 09:01:10\t28.11.2026, 09:31:10\t30 min 5 sek\tASE@example.org\tPresentatør\tase@example.org
Åse Ødegård\t28.11.2026, 09:35:10\t28.11.2026, 10:35:10\t1 t 2 min\tase@example.org\tPresentatør\tase@example.org
"""
SV = """2. Deltagare
Namn\tFörsta anslutning\tSista utträde\tVaraktighet i mötet\tE-post\tDeltagar-ID (UPN)\tRoll
Åse Ödegård\t2026-11-28 09:01:10\t2026-11-28 10:00:00\t1 tim 3 min 9 s\t\tase@example.org\tPresentatör
"""
NN = """2. Deltakarar
Namn\tFørste gong\tSiste gong\tVarigheit i møtet\tE-post\tDeltakar-ID (UPN)\tRolle
Åse Ødegård\t28.11.2026, 09:01:10\t28.11.2026, 10:00:00\t58 min 50 s\t\tase@example.org\tDeltakar
"""
OLD = "Full Name\tUser Action\tTimestamp\nÅse Ødegård\tJoined\t11/28/2026, 9:01:10 AM\nÅse Ødegård\tLeft\t11/28/2026\n"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            EN,
            [
                Attended(9, "Åse Ødegård", "ase@example.org", 58),
                Attended(10, "Dahl, Ola (Guest)", "", 10),
            ],
        ),
        (NB, [Attended(2, "Åse Ødegård", "ase@example.org", 92)]),
        (SV, [Attended(3, "Åse Ödegård", "ase@example.org", 63)]),
        (NN, [Attended(3, "Åse Ødegård", "ase@example.org", 58)]),
        (OLD, [Attended(2, "Åse Ødegård", "", None)]),
    ],
    ids=["en", "nb", "sv", "nn", "old"],
)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8", "cp1252"])
def test_report_is_read_in_any_form_and_encoding(text, people, encoding):
    assert read_report(text.encode(encoding)) == people


def test_commas_in_titles_and_names_separate_nothing():
    title = (
        "Møtetittel\tBeredskap, vann, strøm, tele, folk, mat, varsling, øvelser, og alt som ellers hører med, i dag\n"
    )
    text = f"{title}Navn\tVarighet\tE-post\nDahl, Ola\t5 min\tola@example.org\n"

    assert read_report(text.encode("utf-16")) == [Attended(3, "Dahl, Ola", "ola@example.org", 5)]


@pytest.mark.parametrize("separator", [",", ";"])
def test_table_may_have_gone_through_a_spreadsheet(separator):
    text = f"Name{separator}Duration{separator}Email\nÅse{separator}5m{separator}ase@example.org\n"

    assert read_report(text.encode()) == [Attended(2, "Åse", "ase@example.org", 5)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"hello",
        b"Name\tDuration\n",
        b"Name\n\n\nx",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04" + bytes(500),
        b'"' * 200_000,
    ],
)
def test_what_is_no_report_is_said_to_be_none(content):
    with pytest.raises(Unreadable):
        read_report(content)


def test_report_that_is_too_long_is_refused():
    lines = "".join(f"Person {number}\t5m\n" for number in range(MOST + 1))

    with pytest.raises(TooLong):
        read_report(("Name\tDuration\n" + lines).encode("utf-16"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1h 2m 3s", 62),
        ("58m 50s", 58),
        ("1 t 2 min 59 sek", 62),
        ("1 tim 2 min", 62),
        ("2 timer", 120),
        ("01:02:03", 62),
        ("45s", 0),
        ("99999h", 60 * 24 * 7),
        ("", None),
        ("long", None),
    ],
)
def test_minutes(text, minutes):
    assert minutes_in(text) == minutes


CELLS = st.text(max_size=30) | st.sampled_from(["Name", "Navn", "E-post", "Duration", "a@example.org", "1h", "\0", '"'])


@given(st.binary(max_size=400) | st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_any_file_is_read_or_refused(made):
    content = made
    if isinstance(made, list):
        content = "\n".join("\t".join(row) for row in made).encode("utf-16", "surrogatepass")
    try:
        people = read_report(content)
    except (Unreadable, TooLong):
        return

    assert all("\0" not in one.name + one.email and len(one.name) <= 200 for one in people)
    assert all(one.minutes is None or 0 <= one.minutes <= 60 * 24 * 7 for one in people)
