from typing import Any

from django import forms


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment_field(label: Any, *, help_text: Any = "") -> forms.DateTimeField:
    """A moment on the centre's clock. Django refuses times that are not, or come twice."""
    return forms.DateTimeField(label=label, required=False, widget=MomentInput(), help_text=help_text)
