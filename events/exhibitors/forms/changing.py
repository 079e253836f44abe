"""Another package instead of the one they have."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Exhibitor
from ..queries import PackageCount
from ..words import free_package_words


class ChangePackageForm(forms.Form):
    """Those of which one is free are shown. One that was taken meanwhile is the verb's to refuse, in its own words."""

    package = forms.TypedChoiceField(label=_("New package"), widget=forms.RadioSelect, coerce=int)

    def __init__(self, *args: Any, packages: Sequence[PackageCount], exhibitor: Exhibitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in packages if one.package.pk != exhibitor.package_id]
        self.taken = [one.package for one in others if not one.free]
        self.is_empty = len(self.taken) == len(others)
        field: Any = self.fields["package"]
        field.choices = [(one.package.pk, one.package.name) for one in others]
        field.widget.choices = [(one.package.pk, free_package_words(one.package)) for one in others if one.free]

    @staticmethod
    def initial_of(_exhibitor: Exhibitor) -> dict[str, Any]:
        """Nothing is chosen to begin with."""
        return {}
