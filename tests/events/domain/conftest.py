import pytest

from events.signals import occurrence_changed


@pytest.fixture
def heard(django_capture_on_commit_callbacks):
    """What was announced after commit: state and sequence of each."""
    said = []

    def listen(sender, occurrence, at, **_):
        said.append((occurrence.state, occurrence.sequence))

    occurrence_changed.connect(listen)
    yield said
    occurrence_changed.disconnect(listen)
