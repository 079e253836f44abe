"""What the demo's site says around its courses: front pages, about, privacy, accessibility, contact, news."""

from typing import Any

CENTRE: dict[str, str] = {
    "name": "Beredskapsskolen Østerhei",
    "tagline": "Vi lærer, øver og møtes, så kommunene står sterkere når det gjelder",
    "owner": "Østerhei interkommunale beredskapssamarbeid",
    "organisation_number": "310 000 051",
    "email": "post@example.org",
    "phone": "+47 00 00 00 00",
    "address": "Kommunehuset, Storgata 1\n9903 Granåsen",
}

TERMS: list[tuple[str, str, tuple[str, str, str, str]]] = [
    ("topic", "law", ("Lov og plikt", "Lov og plikt", "Lag och ansvar", "Law and duty")),
    ("topic", "risk_analysis", ("ROS-analyse", "ROS-analyse", "Risk- och sårbarhetsanalys", "Risk analysis")),
    ("topic", "planning", ("Planverk", "Planverk", "Planering", "Planning")),
    ("topic", "exercise", ("Øvelser", "Øvingar", "Övningar", "Exercises")),
    ("topic", "staff_work", ("Stabsarbeid", "Stabsarbeid", "Stabsarbete", "Staff work")),
    ("topic", "health", ("Helseberedskap", "Helseberedskap", "Hälsoberedskap", "Health preparedness")),
    ("topic", "supply", ("Forsyning", "Forsyning", "Försörjning", "Supply")),
    ("topic", "communication", ("Kommunikasjon", "Kommunikasjon", "Kommunikation", "Communication")),
    ("topic", "people", ("Mennesker i krise", "Menneske i krise", "Människor i kris", "People in crisis")),
    ("audience", "adviser", ("Beredskapsrådgivere", "Beredskapsrådgjevarar", "Beredskapssamordnare", "Advisers")),
    ("audience", "leader", ("Ledere", "Leiarar", "Chefer", "Leaders")),
    ("audience", "staff_member", ("Stabsmedlemmer", "Stabsmedlemmer", "Stabsmedlemmar", "Staff members")),
    ("audience", "volunteer", ("Frivillige", "Frivillige", "Frivilliga", "Volunteers")),
    ("audience", "company", ("Bedrifter", "Bedrifter", "Företag", "Companies")),
    ("audience", "health", ("Helsepersonell", "Helsepersonell", "Vårdpersonal", "Health workers")),
    ("size", "small", ("Liten kommune", "Liten kommune", "Liten kommun", "Small municipality")),
    ("size", "medium", ("Mellomstor kommune", "Mellomstor kommune", "Medelstor kommun", "Medium municipality")),
    ("size", "large", ("Stor kommune", "Stor kommune", "Stor kommun", "Large municipality")),
]

HOMES: dict[str, dict[str, Any]] = {
    "nb": {
        "title": "Kurs og fellesskap for deg som jobber med beredskap",
        "lead": "Korte kurs du kan ta mellom møtene, kursbevis kommunen kan vise fram, og kolleger som har stått i det samme.",
        "catalogue": ("Kurs", "kurs", "Finn et kurs som passer jobben du har, og tiden du har."),
        "contact": ("Kontakt", "kontakt", "Spør oss om kurs, kursbevis eller om å ta med kommunen din."),
        "thanks": "<p>Takk. Vi svarer innen to arbeidsdager.</p>",
        "pages": [
            (
                "Om skolen",
                "om-skolen",
                "Hvem vi er, og hvorfor vi finnes.",
                [
                    "<p>Beredskapsskolen Østerhei er et lite sekretariat som lærer opp og kobler sammen folk som jobber med beredskap i kommuner, bedrifter og frivillige lag. Mange av dem er alene om oppgaven hjemme. Det skal de slippe å være her.</p>",
                    "<p>Kursene er skrevet av folk som har sittet i kriseledelse. Hvert faktum har en kilde, og hver kilde en dato for når vi må se på den igjen.</p>",
                    "<p>Skolen og menneskene på disse sidene er oppdiktet. Lærestoffet er ekte.</p>",
                ],
            ),
            (
                "Personvern",
                "personvern",
                "Hva vi lagrer om deg, og hvorfor.",
                [
                    "<p>Vi lagrer navn, e-post, hvilke kurs du tar og hva du har fullført. Det trenger vi for å gi deg kurs og kursbevis.</p>",
                    "<p>Det du skriver i oppgavene om egen kommune, ser bare du. Arbeidsgiveren din ser hva du har fullført, aldri svarene dine.</p>",
                    "<p>Vi bruker bare nødvendige informasjonskapsler, og ingen andre får vite hva du gjør her.</p>",
                ],
            ),
            (
                "Tilgjengelighet",
                "tilgjengelighet",
                "Sidene skal kunne brukes av alle.",
                [
                    "<p>Sidene skal virke med tastatur, skjermleser, stor skrift og uten skript. Filmer har teksting og hele innholdet som tekst.</p>",
                    "<p>Finner du noe som ikke virker for deg, skriv til oss fra kontaktsiden. Vi retter det.</p>",
                ],
            ),
        ],
        "news_index": ("Aktuelt", "aktuelt", "Nytt fra skolen."),
    },
    "nn": {
        "title": "Kurs og fellesskap for deg som arbeider med beredskap",
        "lead": "Korte kurs du kan ta mellom møta, kursbevis kommunen kan vise fram, og kollegaer som har stått i det same.",
        "catalogue": ("Kurs", "kurs", "Kursa er førebels på bokmål og svensk. Finn eit som passar jobben og tida di."),
        "pages": [
            (
                "Om skulen",
                "om-skulen",
                "Kven vi er, og kvifor vi finst.",
                [
                    "<p>Beredskapsskolen Østerhei er eit lite sekretariat som lærer opp og knyter saman folk som arbeider med beredskap i kommunar, bedrifter og frivillige lag. Kursa er førebels på bokmål.</p>"
                ],
            )
        ],
    },
    "sv": {
        "title": "Utbildning och gemenskap för dig som arbetar med beredskap",
        "lead": "Korta utbildningar mellan mötena, intyg som kommunen kan visa upp och kollegor som har varit med om samma sak.",
        "catalogue": ("Utbildningar", "utbildningar", "Hitta en utbildning som passar din uppgift och din tid."),
        "pages": [
            (
                "Om skolan",
                "om-skolan",
                "Vilka vi är och varför vi finns.",
                [
                    "<p>Beredskapsskolan Østerhei är ett litet kansli som utbildar och för samman dem som arbetar med beredskap i kommuner, företag och frivilliga grupper på båda sidor om gränsen.</p>"
                ],
            )
        ],
    },
    "en": {
        "title": "Courses and company for people who work with preparedness",
        "lead": "Short courses between meetings, certificates your municipality can show, and colleagues who have been there.",
        "catalogue": (
            "Courses",
            "courses",
            "The courses are in Norwegian, one of them in Swedish. Find one that fits.",
        ),
        "pages": [
            (
                "About the school",
                "about",
                "Who we are and why we are here.",
                [
                    "<p>Beredskapsskolen Østerhei is a small secretariat that trains and connects people who work with preparedness in municipalities, companies and volunteer groups. The courses are in Norwegian, one of them in Swedish.</p>",
                    "<p>The school and the people on these pages are invented. What the courses teach is real.</p>",
                ],
            )
        ],
    },
}

NEWS: list[tuple[str, str, str, list[str]]] = [
    (
        "Nytt kurs: Forsyning og beredskapslager",
        "nytt-kurs-forsyning",
        "Regn ut tre måneders forbruk sammen med oss.",
        [
            "<p>Fra nyttår skal kommunene ha eget lager av verneutstyr. Kurset tar deg gjennom kravet, regnestykket og avtalen med nabokommunen.</p>",
            "<p>Ta med tallene for de tre siste årene. Da er regnestykket ditt ferdig når kurset er det.</p>",
        ],
    ),
    (
        "Fire kommuner øver sammen i november",
        "fire-kommuner-over",
        "Skogdal, Elvestad, Fjellbygda og Granåsen planlegger en felles diskusjonsøvelse.",
        [
            "<p>Kriseledelsen i fire kommuner skal bruke tre timer på den samme stormnatten. Deltakerne forbereder seg med kurset «Planlegg en diskusjonsøvelse på fire uker».</p>"
        ],
    ),
]
