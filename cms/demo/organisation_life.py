"""Who does what in the demo's organisations, since when, and who has left. Days are counted back from today."""

from typing import NamedTuple

# Some days ago, or not yet: a role that ends in a month has ended -30 days ago.
Days = int


class Part(NamedTuple):
    """A role somebody holds or held, in a unit or in none."""

    email: str
    role: str
    unit: str = ""
    since: Days = 700
    ended: Days | None = None


UNITS = {
    "skogdal": ("Helse og omsorg", "Oppvekst", "Teknisk drift", "Stab og servicetorg"),
    "elvestad": ("Brann og redning", "Helse og velferd", "Kommunikasjon", "Samfunnsutvikling"),
    "fjellbygda": ("Helse og omsorg", "Tekniske tenester"),
    "granasen": ("Helse og mestring", "Kommunalteknikk", "Stab"),
}

# Every municipality has one or two roles that nobody holds.
PARTS = {
    "skogdal": (
        Part("hakon@example.org", "preparedness_adviser", "Stab og servicetorg", 940),
        Part("ailu@example.org", "deputy_adviser", "Teknisk drift", 410),
        Part("marit@example.org", "chief_executive", "", 610),
        Part("ola@example.org", "crisis_manager", "Teknisk drift", 610),
        Part("kari@example.org", "communication_lead", "Stab og servicetorg", 230),
        Part("sunniva@example.org", "health_lead", "Helse og omsorg", 820),
        Part("torarne@example.org", "log_keeper", "Stab og servicetorg", 500, 20),
        Part("jorunn@example.org", "contact", "", 200),
    ),
    "elvestad": (
        Part("farid@example.org", "preparedness_adviser", "Samfunnsutvikling", 760),
        Part("nina@example.org", "deputy_adviser", "Samfunnsutvikling", 600, 75),
        Part("petter@example.org", "chief_executive", "", 900),
        Part("gro@example.org", "crisis_manager", "Brann og redning", 380),
        Part("thuy@example.org", "health_lead", "Helse og velferd", 650),
        Part("eirik@example.org", "communication_lead", "Kommunikasjon", 300),
        Part("silje@example.org", "log_keeper", "Kommunikasjon", 300),
        Part("annelise@example.org", "psychosocial_lead", "Helse og velferd", 540, -30),
    ),
    "fjellbygda": (
        Part("solveig@example.org", "preparedness_adviser", "", 880),
        Part("geirove@example.org", "chief_executive", "", 1000),
        Part("magnus@example.org", "crisis_manager", "Tekniske tenester", 700),
        Part("livase@example.org", "health_lead", "Helse og omsorg", 420),
        Part("ragnhild@example.org", "psychosocial_lead", "Helse og omsorg", 420),
        Part("peringe@example.org", "log_keeper", "Tekniske tenester", 150),
    ),
    "granasen": (
        Part("dagerik@example.org", "preparedness_adviser", "Stab", 620),
        Part("leila@example.org", "deputy_adviser", "Stab", 260),
        Part("trond@example.org", "chief_executive", "", 980),
        Part("mona@example.org", "crisis_manager", "Kommunalteknikk", 500),
        Part("stian@example.org", "communication_lead", "Stab", 340),
        Part("vigdis@example.org", "health_lead", "Helse og mestring", 720),
        Part("johan@example.org", "log_keeper", "Kommunalteknikk", 120),
    ),
}

# Who has left altogether, and how many days ago.
LEFT = {("torarne@example.org", "skogdal"): 20}

INVOICES = {
    "skogdal": {
        "email": "faktura@skogdal.example.org",
        "address": "Skogdal kommune\nFakturamottak\nTunvegen 4\n9902 Skogdal",
        "peppol_id": "0192:310000019",
        "buyer_reference": "Beredskap 1400",
    },
}
