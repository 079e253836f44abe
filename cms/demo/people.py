"""The invented people and organisations of the demo academy. Numbers pass the check but lie outside the real series."""

from typing import NamedTuple

# PBKDF2 of DEMO_PASSWORD, made once: forty people cost no hashing when the demo is seeded.
DEMO_PASSWORD = "granfrost-2027"
DEMO_PASSWORD_HASH = "pbkdf2_sha256$1000000$samvirkedemo00000000x$1GjQQzSsP9mpTUlUd93kOnFQJJgQjCtEeD2FTjMtONs="


class DemoOrganisation(NamedTuple):
    key: str
    name: str
    kind: str
    number: str
    size: str


ORGANISATIONS = [
    DemoOrganisation("skogdal", "Skogdal kommune", "municipality", "310000019", "small"),
    DemoOrganisation("elvestad", "Elvestad kommune", "municipality", "310000027", "large"),
    DemoOrganisation("fjellbygda", "Fjellbygda kommune", "municipality", "310000035", "small"),
    DemoOrganisation("granasen", "Granåsen kommune", "municipality", "310000043", "medium"),
    DemoOrganisation("maskin", "Granåsen Maskin AS", "company", "", "medium"),
    DemoOrganisation("hjelpekorps", "Skogdal Hjelpekorps", "voluntary", "", "small"),
    DemoOrganisation("skolen", "Beredskapsskolen Østerhei", "other", "", "small"),
]


class DemoPerson(NamedTuple):
    name: str
    email: str
    organisation: str
    role: str = "member"
    language: str = "nb"


ADMINISTRATOR = DemoPerson("Astrid Lunde", "admin@example.org", "skolen")
EDITOR = DemoPerson("Jonas Bakken", "redaktor@example.org", "skolen")
LEARNER = DemoPerson("Ingrid Moen", "ingrid@example.org", "skogdal")
CONTACT = DemoPerson("Håkon Nygård", "hakon@example.org", "skogdal", "contact")
COORDINATOR = DemoPerson("Vilde Aasen", "koordinator@example.org", "skolen")
COURSE_OWNER = DemoPerson("Torunn Rød", "kurseier@example.org", "skolen")
TEACHER = DemoPerson("Sindre Falk", "kursholder@example.org", "skolen")
DOOR_STAFF = DemoPerson("Amund Hagen", "dorvakt@example.org", "skolen")
AUDITOR = DemoPerson("Berit Sand", "revisor@example.org", "skolen", language="nn")

# Who of the school has which role; the keys are those of cms/people/roles.py.
STAFF = {
    ADMINISTRATOR: "administrator",
    EDITOR: "editor",
    COURSE_OWNER: "course_owner",
    TEACHER: "teacher",
    COORDINATOR: "coordinator",
    DOOR_STAFF: "door_staff",
    AUDITOR: "auditor",
}
# The course that the demo's teacher teaches.
TAUGHT = "beredskapsplikten-pa-en-dag"

SIGN_INS: list[tuple[str, str, str]] = [
    ("Editor", EDITOR.email, DEMO_PASSWORD),
    ("Learner", LEARNER.email, DEMO_PASSWORD),
    ("Organisation contact", CONTACT.email, DEMO_PASSWORD),
    ("Coordinator", COORDINATOR.email, DEMO_PASSWORD),
    ("Course owner", COURSE_OWNER.email, DEMO_PASSWORD),
    ("Teacher", TEACHER.email, DEMO_PASSWORD),
    ("Door staff", DOOR_STAFF.email, DEMO_PASSWORD),
    ("Auditor", AUDITOR.email, DEMO_PASSWORD),
    ("Administrator", ADMINISTRATOR.email, DEMO_PASSWORD),
]

PEOPLE = [
    ADMINISTRATOR,
    EDITOR,
    LEARNER,
    CONTACT,
    COORDINATOR,
    COURSE_OWNER,
    TEACHER,
    DOOR_STAFF,
    AUDITOR,
    DemoPerson("Marit Haugen", "marit@example.org", "skogdal"),
    DemoPerson("Ola Tveit", "ola@example.org", "skogdal"),
    DemoPerson("Sunniva Lie", "sunniva@example.org", "skogdal"),
    DemoPerson("Áilu Somby", "ailu@example.org", "skogdal"),
    DemoPerson("Kari Brekke", "kari@example.org", "skogdal", language="nn"),
    DemoPerson("Tor Arne Viken", "torarne@example.org", "skogdal"),
    DemoPerson("Bente Solli", "bente@example.org", "elvestad", "contact"),
    DemoPerson("Farid Rahimi", "farid@example.org", "elvestad"),
    DemoPerson("Nina Strand", "nina@example.org", "elvestad"),
    DemoPerson("Petter Aas", "petter@example.org", "elvestad"),
    DemoPerson("Gro Lindseth", "gro@example.org", "elvestad"),
    DemoPerson("Thuy Nguyen", "thuy@example.org", "elvestad"),
    DemoPerson("Eirik Myhre", "eirik@example.org", "elvestad"),
    DemoPerson("Silje Fossum", "silje@example.org", "elvestad"),
    DemoPerson("Anne-Lise Dahl", "annelise@example.org", "elvestad"),
    DemoPerson("Solveig Kvamme", "solveig@example.org", "fjellbygda", "contact", "nn"),
    DemoPerson("Geir Ove Sæther", "geirove@example.org", "fjellbygda", language="nn"),
    DemoPerson("Liv Åse Hovland", "livase@example.org", "fjellbygda", language="nn"),
    DemoPerson("Magnus Teigen", "magnus@example.org", "fjellbygda"),
    DemoPerson("Ragnhild Øye", "ragnhild@example.org", "fjellbygda", language="nn"),
    DemoPerson("Per Inge Rød", "peringe@example.org", "fjellbygda"),
    DemoPerson("Hanne Berge", "hanne@example.org", "granasen", "contact"),
    DemoPerson("Dag Erik Wold", "dagerik@example.org", "granasen"),
    DemoPerson("Leila Hassan", "leila@example.org", "granasen"),
    DemoPerson("Trond Kjelsberg", "trond@example.org", "granasen"),
    DemoPerson("Mona Ruud", "mona@example.org", "granasen"),
    DemoPerson("Stian Engen", "stian@example.org", "granasen"),
    DemoPerson("Vigdis Opsahl", "vigdis@example.org", "granasen"),
    DemoPerson("Johan Ek", "johan@example.org", "granasen", language="sv"),
    DemoPerson("Camilla Holm", "camilla@example.org", "maskin", "contact"),
    DemoPerson("Bjørnar Steen", "bjornar@example.org", "maskin"),
    DemoPerson("Agnieszka Nowak", "agnieszka@example.org", "maskin", language="en"),
    DemoPerson("Jorunn Hagen", "jorunn@example.org", "hjelpekorps", "contact"),
    DemoPerson("Mats Lilleby", "mats@example.org", "hjelpekorps"),
    DemoPerson("Elin Sandvik", "elin@example.org", "hjelpekorps"),
    DemoPerson("Anders Nilsson", "anders@example.org", "hjelpekorps", language="sv"),
]
