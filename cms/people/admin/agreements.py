"""Agreements with one organisation, as a coordinator keeps them."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms import clock

from ..domain.agreements import keep_agreements
from ..requests import SignedInRequest
from .forms import AgreementFormSet
from .views import OrganisationView


class AgreementsView(OrganisationView):
    template_name = "people/admin/agreements.html"
    page_title = _("Agreements")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"agreements": self._forms()} | super().get_context_data(**kwargs)

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms = self._forms(request.POST)
        if not forms.is_valid():
            return self.render_to_response(self.get_context_data(agreements=forms))
        changed = forms.save(commit=False)
        keep_agreements(
            organisation=self.organisation,
            agreements=changed,
            removed=forms.deleted_objects,
            by=request.user,
            at=clock.now(),
        )
        success(request, _now("The agreements are saved."))
        return self.back()

    def _forms(self, data: Any = None) -> Any:
        return AgreementFormSet(data, instance=self.organisation, prefix="agreements")
