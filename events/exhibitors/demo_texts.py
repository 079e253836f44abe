"""Who has a stand at the demo's conference, and on which terms. All invented."""

from decimal import Decimal
from typing import Any, NamedTuple

from cms.texts import Texts


class Firm(NamedTuple):
    """Who asks for a stand. Without a `stand` it is not confirmed. `done` says how many tasks are done, the first due
    first; `staff` are addresses of people of the demo, or names.
    """

    name: str
    package: str
    contact: str
    email: str
    number: str = ""
    phone: str = ""
    stand: str = ""
    words: Texts = {}  # never changed
    url: str = ""
    logo: str = ""
    power_watts: int = 0
    tables: int = 1
    needs: str = ""
    staff: tuple[str, ...] = ()
    done: int = 0


TERMS: Texts = {
    "nb": (
        "Standene står i foajeen og i Galleriet, der alle lunsjer og pauser holdes. Dere kan rigge fra kl. 17 dagen "
        "før, og må være ferdige en time før åpning. Vi har trådløst nett, kaffe og noen som bærer tungt. Fortell "
        "gjerne om erfaringer fra virkelige hendelser: Det er det deltakerne spør etter."
    ),
    "nn": (
        "Standane står i foajeen og i Galleriet, der alle lunsjar og pausar blir haldne. De kan rigge frå kl. 17 "
        "dagen før, og må vere ferdige ein time før opning. Vi har trådlaust nett, kaffi og nokon som ber tungt. "
        "Fortel gjerne om erfaringar frå verkelege hendingar: Det er det deltakarane spør etter."
    ),
    "sv": (
        "Montrarna står i foajén och i Galleriet, där alla luncher och pauser hålls. Ni kan bygga från kl. 17 dagen "
        "före och ska vara klara en timme före öppning. Vi har trådlöst nät, kaffe och någon som bär tungt. Berätta "
        "gärna om erfarenheter från verkliga händelser: Det är det deltagarna frågar efter."
    ),
}
# By their key; the terms are named as the columns are.
PACKAGES: dict[str, dict[str, Any]] = {
    "large": {
        "names": {"nb": "Stor stand", "nn": "Stor stand", "sv": "Stor monter"},
        "size": "6 × 3 m",
        "number": 2,
        "staff": 4,
        "power_watts": 3500,
        "tables": 3,
        "price": Decimal(18_000),
    },
    "small": {
        "names": {"nb": "Liten stand", "nn": "Liten stand", "sv": "Liten monter"},
        "size": "3 × 2 m",
        "number": 6,
        "staff": 2,
        "power_watts": 1000,
        "tables": 2,
        "price": Decimal(9_500),
    },
    "table": {
        "names": {"nb": "Bord i foajeen", "nn": "Bord i foajeen", "sv": "Bord i foajén"},
        "size": "2 × 1 m",
        "number": 4,
        "staff": 2,
        "power_watts": 200,
        "tables": 1,
        "price": Decimal(3_500),
    },
}
# Due before all others, and over already.
FIRST_TASK: Texts = {
    "nb": "Send oss navn og telefon til den som rigger standen",
    "nn": "Send oss namn og telefon til den som riggar standen",
    "sv": "Skicka oss namn och telefon till den som bygger montern",
    "en": "Send us name and phone of who builds your stand",
}
FIRMS = (
    Firm(
        "Granåsen Maskin AS",
        "large",
        "Camilla Holm",
        "camilla@example.org",
        phone="+47 00 00 00 11",
        stand="A1",
        words={
            "nb": (
                "Aggregater fra 20 til 400 kVA, beltevogn og hjullastere, med folk som kan kjøre dem. Vi står i "
                "beredskap for tre kommuner, og tar med avtalene slik at dere kan se hva vi har lovet."
            ),
            "sv": (
                "Elverk från 20 till 400 kVA, bandvagn och hjullastare, med folk som kan köra dem. Vi står i beredskap "
                "för tre kommuner och tar med avtalen, så att ni kan se vad vi har lovat."
            ),
        },
        url="https://granasenmaskin.example.org/",
        logo="granasen-maskin.png",
        power_watts=3000,
        tables=2,
        needs="Vi tar med et aggregat som må inn gjennom varemottaket (1,4 m bredt, 900 kg).",
        staff=("camilla@example.org", "agnieszka@example.org"),
        done=2,
    ),
    Firm(
        "Elvestad Nett AS",
        "large",
        "Øyvind Tangen",
        "oyvind.tangen@example.org",
        number="310000108",
        phone="+47 00 00 00 12",
        stand="A2",
        words={
            "nb": (
                "Hvem får strømmen tilbake først, og hva trenger nettselskapet å vite fra kommunen for å prioritere "
                "riktig? Ta med lista over de viktigste byggene deres, så går vi gjennom den sammen."
            )
        },
        url="https://elvestadnett.example.org/",
        power_watts=1200,
        tables=3,
        needs="To skjermer. Vi trenger fast nettkabel.",
        staff=("Øyvind Tangen",),
        done=1,
    ),
    Firm(
        "Fjell og Fjord Samband AS",
        "small",
        "Ingvild Rustad",
        "ingvild.rustad@example.org",
        number="310000116",
        phone="+47 00 00 00 13",
        stand="B4",
        words={
            "nb": (
                "Satellittelefoner og reservesamband til utprøving. Ring hjem fra standen, og finn ut hvor lang tid "
                "det tar før noen svarer."
            )
        },
        url="https://fjellogfjord.example.org/",
        logo="fjell-og-fjord.png",
        power_watts=600,
        tables=1,
        staff=("Ingvild Rustad", "Tore Myklebust"),
        done=2,
    ),
    Firm(
        "Østerhei Forsyningslager IKS",
        "table",
        "Gunn Helen Foss",
        "gunn.helen.foss@example.org",
        number="310000124",
        phone="+47 00 00 00 14",
        stand="C2",
        words={
            "nb": (
                "Fire kommuner, ett lager. Se hvordan vi har regnet ut tre måneders forbruk av verneutstyr, og ta med "
                "dere regnearket hjem."
            )
        },
        power_watts=100,
    ),
    # Has applied, and waits for an answer.
    Firm(
        "Nordheia Drone AS",
        "small",
        "Simen Aalberg",
        "simen.aalberg@example.org",
        number="310000132",
        phone="+47 00 00 00 15",
        power_watts=800,
        tables=2,
        needs="Vi vil gjerne vise et varmekamera ute på plassen.",
    ),
    # All of these packages are taken.
    Firm(
        "Rent Vann Østerhei AS",
        "large",
        "Liv Marie Torp",
        "liv.marie.torp@example.org",
        number="310000140",
        phone="+47 00 00 00 16",
        power_watts=2000,
        tables=2,
        needs="Renseanlegget vårt veier 600 kg og trenger gulv som tåler vann.",
    ),
)
