"""What people head their columns with, in four languages."""

from .enums import Column, ImportKind
from .words import plain

PEOPLE = (Column.EMAIL, Column.NAME, Column.NUMBER, Column.ORGANISATION, Column.ROLE, Column.UNIT, Column.LANGUAGE)
ORGANISATIONS = (
    Column.NAME,
    Column.KIND,
    Column.COUNTRY,
    Column.NUMBER,
    Column.SECTOR,
    Column.SIZE,
    Column.MUNICIPALITY,
    Column.LANGUAGE,
)
COLUMNS = {ImportKind.PEOPLE: PEOPLE, ImportKind.ORGANISATIONS: ORGANISATIONS}
REQUIRED = {ImportKind.PEOPLE: Column.EMAIL, ImportKind.ORGANISATIONS: Column.NAME}

WORDS = {
    Column.EMAIL: "email e-mail mail epost e-post epostadresse e-postadresse e-postadress epostadress mailadress "
    "email_address e-mail_address",
    Column.NAME: "name navn namn fullt_navn fullt_namn fulle_navn full_name",
    Column.NUMBER: "number nummer organisation_number organisasjonsnummer organisationsnummer orgnr org.nr orgnummer "
    "org.nummer",
    Column.ORGANISATION: "organisation organization organisasjon virksomhet verksemd kommune kommun arbeidsgiver "
    "arbeidsgivar arbetsgivare organisation_name",
    Column.ROLE: "role rolle roll",
    Column.UNIT: "unit enhet eining avdeling avdelning",
    Column.LANGUAGE: "language språk målform målføre",
    Column.KIND: "kind type slag typ organisasjonstype organisationstyp",
    Column.COUNTRY: "country land",
    Column.SECTOR: "sector sektor",
    Column.SIZE: "size size_class størrelse storleik storlek",
    Column.MUNICIPALITY: "municipality_number municipality kommunenummer kommunnummer kommunkod kommunenr kommunnr",
}
_BY_WORD = {word: column for column, words in WORDS.items() for word in words.split()}
# In a list of organisations "organisation" heads the name.
_IN_ORGANISATIONS = {Column.ORGANISATION: Column.NAME}


def column_of(heading: str, kind: str) -> Column | None:
    """Which column a heading means in this kind of file; None for what we do not read."""
    column = _BY_WORD.get(plain(heading.strip(" :*\t\r\n")).replace(" ", "_"))
    if column and kind == ImportKind.ORGANISATIONS:
        column = _IN_ORGANISATIONS.get(column, column)
    return column if column in COLUMNS[ImportKind(kind)] else None
