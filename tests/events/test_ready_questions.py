import pytest

from events.ready_questions import READY, speaks_of_health


@pytest.mark.parametrize(
    "text",
    [
        "Har du allergier eller spesielle matønsker?",
        "Nøtteallergi?",
        "Er det noko med maten vi må vite?",
        "Har du specialkost?",
        "Behöver du något för tillgänglighet?",
        "Any dietary needs?",
        "Food?",
        "Bruker du rullestol?",
        "Helse",
    ],
)
def test_questions_about_health(text):
    assert speaks_of_health([text])


@pytest.mark.parametrize(
    "text",
    ["Hvilken kommune kommer du fra?", "Hva kostet reisen?", "Matematikk?", "Driver du med informatikk?", "Materiell?"],
)
def test_other_questions(text):
    assert not speaks_of_health([text])


def test_what_is_ready_made_is_kept_apart_and_known_as_such():
    assert {one["retention"] for one in READY.values()} == {"sensitive"}
    assert all(speaks_of_health([text]) for one in READY.values() for text in one["texts"].values())
