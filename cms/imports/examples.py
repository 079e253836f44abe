"""Small lists to start from. Invented people at example.org; words that every reader of ours understands."""

from .enums import ImportKind

EXAMPLES = {
    ImportKind.PEOPLE: (
        ("email", "name", "organisation_number", "organisation", "role", "unit", "language"),
        ("kari@example.org", "Kari Nordmann", "", "Skogdal kommune", "contact", "Beredskap", "nb"),
        ("siv@example.org", "Siv O'Neill", "", "Skogdal kommune", "crisis_team", "", "nn"),
    ),
    ImportKind.ORGANISATIONS: (
        ("name", "kind", "country", "number", "sector", "size", "municipality_number", "language"),
        ("Skogdal kommune", "municipality", "no", "", "administration", "small", "", "nb"),
        ("Fjällby frivilliga", "voluntary", "se", "", "voluntary", "", "", "sv"),
    ),
}
