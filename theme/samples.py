"""Believable values for the component page. Invented places and people; no database."""

from typing import Any

from django.templatetags.static import static

Sample = dict[str, Any]


def blocks() -> list[Sample]:
    """Blocks of every type. A function, because addresses of static files are known only when the site runs."""
    return [
        {"type": "heading", "id": "b1", "text": "Fra ROS til plan", "level": 2, "anchor": "fra-ros-til-plan"},
        {
            "type": "text",
            "id": "b2",
            "html": "<p>Den helhetlige ROS-analysen sier <b>hva som kan gå galt</b> i kommunen. Beredskapsplanen sier "
            "hvem som gjør hva når det skjer. Henger de ikke sammen, øver dere på feil ting.</p><ul><li>Start med de "
            "tre hendelsene som skårer høyest.</li><li>Skriv hvem som varsler, og hvem som overtar etter tolv timer."
            '</li><li>Les <a href="https://www.dsb.no/">veilederen fra DSB</a> før første arbeidsmøte.</li></ul>',
        },
        {"type": "heading", "id": "b3", "text": "Når strømmen går", "level": 3, "anchor": "nar-strommen-gar"},
        {
            "type": "image",
            "id": "b4",
            "url": static("theme/sample-chain.svg"),
            "width": 800,
            "height": 320,
            "alt": "Fem trinn på rad: kurs, øvelse, evaluering, tiltak og bevis. En pil fører tilbake til start.",
            "decorative": False,
            "caption": "Figuren viser kjeden fra kurs til øvelse, evaluering og tiltak.",
            "credit": "Beredskapsskolen Østerhei",
        },
        {
            "type": "partner",
            "id": "b4b",
            "name": "Skogdal Hjelpekorps",
            "kind": "partner",
            "link": "https://example.org/",
            "text": "Frivillige med beltevogn og feltkjøkken.",
            "url": static("theme/sample-chain.svg"),
            "width": 800,
            "height": 320,
            "alt": "Skogdal Hjelpekorps",
        },
        {
            "type": "video",
            "id": "b5",
            "title": "Slik åpner du et stabsmøte",
            "url": static("theme/sample.webm"),
            "mime": "video/webm",
            "poster_url": None,
            "captions_url": static("theme/sample.vtt"),
            "captions_language": "nb",
            "transcript_html": "<p>Vi begynner med det vi vet. Deretter det vi tror. Til slutt det vi må finne ut.</p>",
        },
        {
            "type": "download",
            "id": "b6",
            "url": static("theme/mark.svg"),
            "title": "Tiltakskort: langvarig strømbrudd",
            "description": "Én side til å henge opp i stabsrommet.",
            "size": 184_320,
            "extension": "docx",
        },
        {
            "type": "callout",
            "id": "b7",
            "tone": "note",
            "title": "Verdt å vite",
            "html": "<p>Nabokommunen har ofte samme utfordring. Ring før du skriver.</p>",
        },
        {
            "type": "callout",
            "id": "b8",
            "tone": "tip",
            "title": "",
            "html": "<p>Sett av en halv dag med kommunedirektøren tidlig i arbeidet.</p>",
        },
        {
            "type": "callout",
            "id": "b9",
            "tone": "warning",
            "title": "Ikke skriv inn gradert informasjon",
            "html": "<p>Sårbarheter som er gradert etter sikkerhetsloven, hører ikke hjemme her.</p>",
        },
        {
            "type": "callout",
            "id": "b10",
            "tone": "law",
            "title": "",
            "html": "<p>Kommunen skal øve beredskapsplanen minst hvert andre år.</p>",
        },
        {
            "type": "quote",
            "id": "b11",
            "text": "Vi trodde planen var god. Så satte vi oss ned og prøvde den, og fant elleve hull før lunsj.",
            "attribution": "Beredskapsrådgiver i Skogdal kommune",
        },
        {
            "type": "accordion",
            "id": "b12",
            "items": [
                {
                    "title": "Må alle i kriseledelsen øve samtidig?",
                    "html": "<p>Nei. Det viktigste er at alle får øvd.</p>",
                },
                {"title": "Teller en diskusjonsøvelse?", "html": "<p>Ja, når den har mål og blir evaluert.</p>"},
            ],
        },
        {
            "type": "table",
            "id": "b13",
            "caption": "Hvem gjør hva de første timene",
            "columns": ["Tid", "Hva skjer", "Ansvar"],
            "rows": [
                ["0–1 time", "Varsle kriseledelsen og opprette logg", "Beredskapsrådgiver"],
                ["1–3 timer", "Kartlegge hvem som trenger hjelp hjemme", "Kommunalsjef helse"],
                ["3–12 timer", "Åpne samfunnshuset og sette opp aggregat", "Teknisk drift"],
            ],
        },
        {
            "type": "reflection",
            "id": "b14",
            "prompt": "Hvem overtar for deg hvis du er bortreist når det skjer?",
            "help": "To–tre setninger holder. Bare du ser svaret.",
            "name": "reflection-b14",
            "answer": "Økonomisjefen har fått innføring, men har ikke øvd.",
            "saved_at": None,
        },
        {
            "type": "source",
            "id": "b15",
            "title": "Forskrift om kommunal beredskapsplikt",
            "publisher": "Lovdata",
            "url": "https://lovdata.no/dokument/SF/forskrift/2011-08-22-894",
            "section": "§ 7",
            "review_by": "2027-06-30",
        },
        {
            "type": "source",
            "id": "b16",
            "title": "Sivilbeskyttelsesloven",
            "publisher": "Lovdata",
            "url": "https://lovdata.no/dokument/NL/lov/2010-06-25-45",
            "section": "§ 14",
            "review_by": "",
        },
        {
            "type": "assignment",
            "id": "b17",
            "title": "Varslingsliste for din kommune",
            "html": "<p>Lag en varslingsliste for de første to timene, og prøv den på to numre.</p>",
            "criteria": CRITERIA,
        },
    ]


def option(number: int, text: str, feedback: str = "", selected: bool = False, result: str | None = None) -> Sample:
    return {"id": f"o{number}", "text": text, "feedback": feedback, "selected": selected, "result": result}


def question(number: int, kind: str, text: str, **rest: Any) -> Sample:
    plain = {"unit": "", "points_text": "1 poeng", "result": None, "feedback": "", "disabled": False, "error": ""}
    return {"id": str(number), "type": kind, "number": number, "text": text, "name": f"q-{number}"} | plain | rest


QUESTIONS: list[Sample] = [
    question(
        1,
        "single_choice",
        "Hvor ofte skal beredskapsplanen øves?",
        options=[option(1, "Hvert år"), option(2, "Minst hvert andre år"), option(3, "Når noen har tid")],
    ),
    question(
        2,
        "single_choice",
        "Hva skal skje etter en reell hendelse?",
        result="wrong",
        feedback="Les «Øve og evaluere» én gang til.",
        disabled=True,
        options=[
            option(1, "Planen legges bort til neste gang", "Da går erfaringen tapt.", True, "wrong"),
            option(2, "Hendelsen evalueres, og ROS og plan endres ved behov", "Nettopp.", False, "correct"),
        ],
    ),
    question(
        3,
        "multiple_choice",
        "Hva hører hjemme i loggen?",
        result="partly",
        points_text="1 av 2 poeng",
        disabled=True,
        options=[
            option(1, "Tidspunkt for beslutningen", "Ja.", True, "correct"),
            option(2, "Hvem som bestemte", "Ja, den manglet.", False, "correct"),
            option(3, "Synsing om enkeltpersoner", "", False),
        ],
    ),
    question(
        4,
        "true_false",
        "En analyse uten oppfølgingsplan er ferdig.",
        error="Velg ett av svarene.",
        options=[
            {"id": "true", "text": "Riktig", "selected": False, "result": None, "feedback": ""},
            {"id": "false", "text": "Galt", "selected": False, "result": None, "feedback": ""},
        ],
    ),
    question(
        5,
        "numeric",
        "Forbruket de tre siste årene var 12 000, 12 400 og 11 600 masker. Hvor mange skal lageret minst ha?",
        value="3000",
        unit="stk",
        result="correct",
        feedback="En firedel av snittet på 12 000.",
        disabled=True,
    ),
    question(6, "short_text", "Hva kaller vi rollen som skriver alt ned?", value="", error="Skriv et svar."),
    question(
        7,
        "ordering",
        "Sett trinnene i rekkefølge.",
        positions=[1, 2, 3],
        items=[
            {"id": "a", "text": "Mål og indikatorer", "name": "q-7-a", "position": 1},
            {"id": "b", "text": "Evaluering", "name": "q-7-b", "position": None},
            {"id": "c", "text": "Gjennomføring", "name": "q-7-c", "position": 2},
        ],
    ),
    question(
        8,
        "matching",
        "Hva slags tiltak er dette?",
        lefts=[
            {"id": "a", "text": "Rydde skog langs kraftlinja", "name": "q-8-a", "chosen": "x"},
            {"id": "b", "text": "Aggregat på samfunnshuset", "name": "q-8-b", "chosen": ""},
        ],
        rights=[
            {"id": "x", "text": "Reduserer sannsynligheten"},
            {"id": "y", "text": "Reduserer konsekvensen"},
        ],
    ),
]

CRITERIA: list[Sample] = [
    {
        "title": "Rekkefølgen er tydelig",
        "text": "Hvem ringer hvem, og hva gjør vi når noen ikke svarer?",
        "levels": [
            {"title": "Mangler", "points": 0, "text": ""},
            {"title": "På vei", "points": 1, "text": "Rekkefølge, men ingen stedfortreder."},
            {"title": "På plass", "points": 2, "text": "Rekkefølge og stedfortreder for alle."},
        ],
    },
    {
        "title": "Lista er prøvd",
        "text": "",
        "levels": [
            {"title": "Nei", "points": 0, "text": ""},
            {"title": "Ja, på to numre", "points": 1, "text": ""},
        ],
    },
]

MODULES: list[Sample] = [
    {
        "title": "Hva loven krever",
        "summary": "Plikten på én side.",
        "done": 2,
        "total": 2,
        "lessons": [
            {"title": "Hvorfor kommunen har en plikt", "url": "#", "minutes": 15, "state": "done"},
            {"title": "Sjekk deg selv", "url": "#", "minutes": 10, "state": "done"},
        ],
    },
    {
        "title": "Fra ROS til plan",
        "done": 0,
        "total": 3,
        "lessons": [
            {"title": "Tre hendelser er nok", "url": "#", "minutes": 20, "state": "current", "is_current": True},
            {"title": "Fordypning: avhengigheter", "url": "#", "minutes": 15, "state": "not_required"},
            {"title": "Planen på to sider", "url": "#", "minutes": 25, "state": "open"},
            {
                "title": "Avsluttende prøve",
                "url": "",
                "minutes": 90,
                "state": "locked",
                "reason": "Åpnes når leksjonene over er ferdige",
            },
        ],
    },
]

COURSES: list[Sample] = [
    {
        "title": "Beredskapsplikten på en dag",
        "url": "#",
        "lead": "Hva loven krever, og hvordan du kommer i mål med det du har.",
        "minutes": 180,
        "level_text": "Grunnleggende",
        "format_text": "På nett",
        "done": 3,
        "total": 8,
    },
    {
        "title": "Psykologisk førstehjelp",
        "url": "#",
        "lead": "Trygghet, ro og kontakt når noen har opplevd noe vondt.",
        "minutes": 390,
        "level_text": "Grunnleggende",
        "format_text": "Samling",
        "state_text": "Fullført 4. mars",
    },
    {
        "title": "Forsyning og beredskapslager",
        "url": "#",
        "lead": "Beregn tre måneders forbruk og bygg lager sammen med naboen.",
        "minutes": 90,
        "level_text": "Viderekommende",
        "format_text": "Blandet",
    },
]

BARS: list[Sample] = [
    {"label": "Ja", "share": 79, "value": "11 (79 %)"},
    {"label": "Nei", "share": 7, "value": "1 (7 %)"},
    {"label": "Kan ikke svare", "share": 14, "value": "2 (14 %)", "tone": "apart"},
]

FACTS: list[Sample] = [
    {"label": "Varighet", "value": "3 timer"},
    {"label": "Form", "value": "På nett, i eget tempo"},
    {"label": "Nivå", "value": "Grunnleggende"},
    {"label": "Kursbevis", "value": "Ja, gyldig i to år"},
]

STEPS: list[Sample] = [
    {"title": "Deltakere", "state": "done"},
    {"title": "Faktura", "state": "current"},
    {"title": "Bekreft", "state": "open"},
]

TIMELINE: list[Sample] = [
    {"date": "12. januar 2027", "title": "Kurs fullført", "text": "Beredskapsplikten på en dag"},
    {"date": "3. februar 2027", "title": "Øvelse Granfrost", "text": "Seks tiltak, to lukket"},
    {"date": "30. april 2027", "title": "Frist for revidert plan", "text": ""},
]

TAGS: list[Sample] = [{"label": "Øving", "url": "#lists"}, {"label": "Små kommuner"}]

CERTIFICATES: list[Sample] = [
    {
        "title": "Beredskapsplikten på en dag",
        "number": "ØH-2027-00041",
        "issued_text": "12. januar 2027",
        "state": "valid",
    },
    {"title": "Stabsarbeid og loggføring", "number": "ØH-2024-00007", "issued_text": "5. mai 2024", "state": "expired"},
    {"title": "Helhetlig ROS i praksis", "number": "ØH-2026-00113", "issued_text": "9. juni 2026", "state": "revoked"},
]
