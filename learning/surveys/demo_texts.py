"""What the demo's academy asks, in its own words, and what people answer."""

from typing import Any

Texts = dict[str, str]


def _both(nb: str, nn: str) -> Texts:
    return {"nb": nb, "nn": nn}


# By a name of ours: kind, wording, and what else there is to say of it.
QUESTIONS: dict[str, dict[str, Any]] = {
    "useful": {
        "kind": "scale",
        "text": _both("Hvor nyttig var kurset?", "Kor nyttig var kurset?"),
        "low": _both("Ikke nyttig", "Ikkje nyttig"),
        "high": _both("Svært nyttig", "Svært nyttig"),
    },
    "level": {
        "kind": "single_choice",
        "text": _both("Hvordan var nivået?", "Korleis var nivået?"),
        "options": [_both("For lett", "For lett"), _both("Passe", "Passe"), _both("For vanskelig", "For vanskeleg")],
    },
    "learned_from": {
        "kind": "multiple_choice",
        "text": _both("Hva lærte du mest av?", "Kva lærte du mest av?"),
        "options": [
            _both("Det jeg leste", "Det eg las"),
            _both("Oppgavene", "Oppgåvene"),
            _both("Spørsmålene til ettertanke", "Spørsmåla til ettertanke"),
            _both("Malene", "Malane"),
        ],
    },
    "in_use": {
        "kind": "yes_no",
        "text": _both("Har du tatt noe av det i bruk på jobb?", "Har du teke noko av det i bruk på jobb?"),
        "cannot_answer": True,
    },
    "used_what": {
        "kind": "long_text",
        "text": _both("Hva har du tatt i bruk?", "Kva har du teke i bruk?"),
    },
    "recommend": {
        "kind": "yes_no",
        "text": _both("Vil du anbefale kurset til en kollega?", "Vil du tilrå kurset til ein kollega?"),
        "cannot_answer": True,
    },
    "better": {"kind": "long_text", "text": _both("Hva bør vi gjøre bedre?", "Kva bør vi gjere betre?")},
    "needs": {
        "kind": "multiple_choice",
        "text": _both("Hva trenger dere mest hjelp til neste år?", "Kva treng de mest hjelp til neste år?"),
        "help": _both("Velg høyst tre.", "Vel høgst tre."),
        "options": [
            _both("Helhetlig ROS-analyse", "Heilskapleg ROS-analyse"),
            _both("Overordnet beredskapsplan", "Overordna beredskapsplan"),
            _both("Øvelser", "Øvingar"),
            _both("Stabsarbeid og loggføring", "Stabsarbeid og loggføring"),
            _both("Krisekommunikasjon", "Krisekommunikasjon"),
            _both("Evakuerte og pårørende", "Evakuerte og pårørande"),
        ],
    },
    "has_exercised": {
        "kind": "yes_no",
        "text": _both("Har dere øvd de siste to årene?", "Har de øvd dei siste to åra?"),
        "cannot_answer": True,
    },
    "exercised": {
        "kind": "number",
        "text": _both(
            "Hvor mange hos dere var med på øvelsen?",
            "Kor mange hos dykk var med på øvinga?",
        ),
        "cannot_answer": True,
    },
    "last_exercise": {
        "kind": "date",
        "text": _both("Når øvde kriseledelsen sist?", "Når øvde kriseleiinga sist?"),
        "cannot_answer": True,
    },
    "permanent": {
        "kind": "yes_no",
        "text": _both("Bør beredskapsskolen bli et varig tilbud?", "Bør beredskapsskulen bli eit varig tilbod?"),
        "cannot_answer": True,
    },
    "partner": {
        "kind": "short_text",
        "text": _both("Hvem samarbeider dere mest med når det haster?", "Kven samarbeider de mest med når det hastar?"),
    },
    "duty": {
        "kind": "scale",
        "text": _both(
            "Jeg kan forklare hva sivilbeskyttelsesloven pålegger kommunen",
            "Eg kan forklare kva sivilbeskyttelseslova pålegg kommunen",
        ),
    },
    "whole": {
        "kind": "scale",
        "text": _both(
            "Jeg vet hva som skal stå i en helhetlig ROS-analyse",
            "Eg veit kva som skal stå i ein heilskapleg ROS-analyse",
        ),
    },
    "gap": {
        "kind": "scale",
        "text": _both("Jeg vet hvor planene våre har hull", "Eg veit kvar planane våre har hol"),
    },
    "talk": {
        "kind": "scale",
        "text": _both(
            "Jeg kan legge dette fram for ledelsen på ti minutter", "Eg kan leggje dette fram for leiinga på ti minutt"
        ),
    },
}
ENDS = {"low": _both("Slett ikke", "Slett ikkje"), "high": _both("Fullt ut", "Fullt ut")}
# From the second year on the same question reads so.
MENDED = {"useful": _both("Hvor nyttig har kurset vært i jobben din?", "Kor nyttig har kurset vore i jobben din?")}

# By a name of ours: title, introduction, privacy and questions; a question may hang on an earlier one.
SURVEYS: dict[str, dict[str, Any]] = {
    "evaluation": {
        "title": _both("Hva syntes du om kurset?", "Kva synest du om kurset?"),
        "intro": _both(
            "Det tar tre minutter. Svarene avgjør hva vi retter opp i neste utgave av kurset.",
            "Det tek tre minutt. Svara avgjer kva vi rettar opp i neste utgåve av kurset.",
        ),
        "privacy": "anonymous",
        "questions": [
            "useful",
            "level",
            "learned_from",
            "in_use",
            ("used_what", "in_use", "yes"),
            "recommend",
            "better",
        ],
        "required": ["useful"],
    },
    "needs": {
        "title": _both("Hva trenger dere av oss?", "Kva treng de av oss?"),
        "intro": _both(
            "Vi spør hver høst. Svarene avgjør hvilke kurs, øvelser og fagdager vi lager neste år.",
            "Vi spør kvar haust. Svara avgjer kva kurs, øvingar og fagdagar vi lagar neste år.",
        ),
        "privacy": "anonymous",
        "questions": [
            "needs",
            "has_exercised",
            ("exercised", "has_exercised", "yes"),
            ("last_exercise", "has_exercised", "yes"),
            "partner",
            "permanent",
        ],
        "required": ["needs"],
    },
    "assessment": {
        "title": _both("Hvor står du?", "Kvar står du?"),
        "intro": _both(
            "Fire påstander, før og etter kurset. Du ser selv hva som har endret seg.",
            "Fire påstandar, før og etter kurset. Du ser sjølv kva som har endra seg.",
        ),
        "privacy": "confidential",
        "questions": ["duty", "whole", "gap", "talk"],
        "required": ["duty", "whole", "gap", "talk"],
    },
}

USED = (
    "Vi la fram de tre verste hendelsene for kommunestyret, slik kurset viste.",
    "Malen for tiltakskort henger nå i stabsrommet.",
    "Varslingslista er skrevet ut og ligger hos legevakten.",
    "Jeg brukte sjekklista da strømmen var borte i november.",
)
BETTER = (
    "Flere eksempler fra små kommuner. Hos oss er alle i staben den samme personen.",
    "Gjerne en kort video om hvordan et stabsmøte låter.",
    "Spørsmålene til ettertanke var det beste. Ha flere av dem.",
    "Litt mye lovtekst i første leksjon.",
    "Vis hvordan planen henger sammen med ROS-en, med pil og strek.",
)
PARTNERS = (
    "Nabokommunen",
    "Sivilforsvaret",
    "Røde Kors",
    "Legevakten",
    "Brannvesenet",
    "Statsforvalteren",
    "Kraftlaget",
)
