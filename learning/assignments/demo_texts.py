"""What the demo's learners hand in, and what their teacher says of it."""

from typing import NamedTuple


def lines(text: str) -> str:
    """Lines that go on in the next begin with a space here, so that they fit the page."""
    return text.replace("\n ", " ")


class Work(NamedTuple):
    email: str
    text: str
    file: str = ""
    content: str = ""


class Said(NamedTuple):
    """By criterion of the rubric the level (from 0) and a comment; then one on the whole."""

    marks: tuple[tuple[int, str], ...]
    comment: str


WAITING = Work(
    "ola@example.org",
    """1. Vakttelefonen i teknisk drift tar imot varselet og ringer kriseledelsens vakt.
2. Kriseledelsens vakt ringer kommunedirektøren. Svarer hun ikke innen fem minutter: kommunalsjef helse.
3. Kommunedirektøren bestemmer om staben møtes. Beredskapsrådgiveren ringer stabssjef, loggfører og informasjon.
4. Stabssjefen ringer naboer og leverandører på side to, i den rekkefølgen de står.

Prøvd torsdag kl. 20.10: Vakttelefonen svarte etter 40 sekunder. Kommunalsjef helse svarte ikke. Nummeret var gammelt.
 Vi har byttet nummeret, og personalavdelingen melder fra når noen bytter telefon.""",
)
BEING_ASSESSED = Work(
    "sunniva@example.org",
    """Ordfører, kommunedirektør, kommuneoverlege, brannsjef, lensmann og beredskapsrådgiver skal varsles. Den som først
 får vite om hendelsen, ringer de andre. Alle har hverandres nummer.""",
)
FIRST_TRY = Work(
    "marit@example.org",
    """Brannvesenet ringer beredskapsrådgiveren, som ringer kommunedirektøren, ordføreren og kommuneoverlegen.
 Listen er ikke prøvd ennå.""",
)
SECOND_TRY = Work(
    "marit@example.org",
    """Brannvesenet ringer kriseledelsens vakt (rullerer hver mandag). Vakten ringer kommunedirektøren, og etter fem
 minutter uten svar assisterende kommunedirektør. Den av dem som svarer, ringer ordføreren og kommuneoverlegen.
 Beredskapsrådgiveren eller stedfortrederen hennes samler staben.

Prøvd tirsdag kl. 21: Vakten svarte etter ett minutt, kommunedirektøren ikke. Assisterende svarte etter to minutter.
 Etter prøven satte vi inn at vakten også sender melding til begge.""",
    "Varslingsliste.txt",
    "Rolle; stedfortreder; ventetid\nKriseledelsens vakt; teknisk vakt; 5 min\nKommunedirektør; assisterende; 5 min\n",
)
DRAFT = Said(
    ((0, "Alle ringer alle. Hvem ringer først når to får vite om det samtidig?"), (0, ""), (0, "Prøv to numre.")),
    "Du har funnet de riktige rollene. Tegn en pil mellom dem: hvem ringer hvem?",
)
NOT_YET = Said(
    ((1, "Tydelig begynnelse."), (0, "Hva skjer når du har ferie?"), (0, "")),
    "Alt går gjennom deg. Sett inn en vakt og stedfortredere, prøv listen, og send den en gang til.",
)
ENOUGH = Said(
    ((2, ""), (2, "Fint at ventetiden står der."), (2, "Meldingen til begge er en god endring.")),
    "Denne kan henge på veggen. Prøv den igjen om et halvt år.",
)
