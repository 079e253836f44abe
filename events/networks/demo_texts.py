"""What the demo's network has to read. All invented."""

from datetime import time, timedelta
from typing import NamedTuple

from .enums import FileCategory, Joining

# The series of the demo that gets its members, minutes and files here.
TITLE = "Nettverk for beredskapsrådgivere i Østerhei"
PURPOSES = {
    "nb": "For dem som har ansvar for beredskapen i kommuner, bedrifter og frivillige lag i Østerhei. Vi møtes "
    "digitalt fire ganger i året, deler planer som virker, og ringer hverandre når det trengs.",
    "nn": "For dei som har ansvar for beredskapen i kommunar, bedrifter og frivillige lag i Østerhei. Vi møtest "
    "digitalt fire gonger i året, deler planar som verkar, og ringjer kvarandre når det trengst.",
    "sv": "För dem som ansvarar för beredskapen i kommuner, företag och frivilliga organisationer i Østerhei. Vi "
    "träffas digitalt fyra gånger om året och delar planer som fungerar.",
    "en": "For those in charge of preparedness in the municipalities, companies and voluntary groups of Østerhei. We "
    "meet online four times a year and share plans that work.",
}
JOINING = Joining.ASK

# By address: who leads, who writes, and how many of the others are in.
LEADER, SECRETARY = "bente@example.org", "solveig@example.org"
MEMBERS = 20
# Has asked, and waits for an answer.
ASKS = "anders@example.org"
REASON = "Jeg har overtatt ansvaret for forsyninger i hjelpekorpset og vil gjerne høre hvordan kommunene planlegger."


class HeldMeeting(NamedTuple):
    days_ago: int
    starts: time
    text: str
    # What, by whom (an address), how many days after the meeting.
    decisions: tuple[tuple[str, str, int], ...]


MEETINGS = (
    HeldMeeting(
        170,
        time(9),
        """# Sak 1: Siden sist
Skogdal har øvd på evakuering av sykehjemmet. Det tok 50 minutter, 20 mer enn planen sier. Heisen var flaskehalsen.
Fjellbygda har fått ny veiledning fra statsforvalteren om helhetlig risiko- og sårbarhetsanalyse.

# Sak 2: Nødstrøm
Vi gikk gjennom hvem som har aggregater og hva de rekker til:
- Elvestad: rådhuset og to sykehjem, drivstoff til tre døgn
- Skogdal: ett mobilt aggregat, ingen avtale om drivstoff
- Granåsen: rådhuset, men ikke vannverket
- Fjellbygda: leier ved behov, leverandøren har lovet det samme aggregatet til tre kommuner

Vi trenger en felles oversikt før høststormene.

# Sak 3: Varsling av innbyggere
Nødvarsel på mobil er politiets og Sivilforsvarets. Kommunene må likevel ha tekster klare på alle språk som snakkes der.
""",
        (
            ("Alle melder inn aggregater og drivstoffavtaler i det felles skjemaet.", "solveig@example.org", 42),
            ("Elvestad deler malene for varslingstekster.", "bente@example.org", 14),
            ("Neste møte handler om vannforsyning.", "", 0),
        ),
    ),
    HeldMeeting(
        65,
        time(9),
        """# Sak 1: Oppfølging fra forrige møte
Oversikten over nødstrøm er komplett. To av fire kommuner manglet avtale om drivstoff; begge har det nå.

# Sak 2: Når vannet blir borte
Granåsen fortalte om lekkasjen i august: 1 400 innbyggere uten vann i 19 timer. Det som virket:
- Tre faste steder for utlevering, kjent på forhånd
- Frivillige fra hjelpekorpset som kjørte vann til dem som ikke kunne hente selv
- En kort melding hver tredje time, også når det ikke var noe nytt

Det som ikke virket: listen over sårbare innbyggere var to år gammel.

# Sak 3: Felles øvelse
Vi øver sammen på langvarig strømbrudd til våren. Fjellbygda tar scenariet, Elvestad evalueringen.
""",
        (
            ("Hver kommune går gjennom listen over sårbare innbyggere og sier hvem som holder den ved like.", "", 60),
            ("Fjellbygda lager utkast til scenario for fellesøvelsen.", "solveig@example.org", 45),
            ("Elvestad foreslår hvordan øvelsen evalueres.", "bente@example.org", 45),
        ),
    ),
)
FILES = (
    (
        "Felles skjema for nødstrøm",
        FileCategory.TEMPLATE,
        "nodstrom-skjema.txt",
        """Felles skjema for nødstrøm i Østerhei

Fyll inn en linje for hvert aggregat.

Sted:
Effekt (kW):
Hva det forsyner:
Fast eller mobilt:
Drivstoff og hvor lenge det rekker:
Avtale om påfyll (leverandør, responstid):
Sist prøvekjørt under last:
Hvem som kan starte det:
""",
    ),
    (
        "Sjekkliste når vannet blir borte",
        FileCategory.PLAN,
        "sjekkliste-vann.txt",
        """Sjekkliste når vannet blir borte

1. Meld fra til kriseledelsen og til Mattilsynet.
2. Åpne de faste stedene for utlevering. Skilt og bemanning står i egen plan.
3. Ring sykehjem, barnehager og dialyse først.
4. Si på nettsiden og i sosiale medier hva som har skjedd, hvor vann hentes og når neste melding kommer.
5. Be hjelpekorpset kjøre til dem som ikke kan hente selv.
6. Kok vannet de første døgnene etter at det er tilbake, til prøvene er rene.
""",
    ),
)
AHEAD, MINUTES_AFTER = timedelta(days=90), timedelta(days=3)
MEETING_LASTS = timedelta(hours=1)
