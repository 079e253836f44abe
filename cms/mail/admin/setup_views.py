"""The page that says how mail leaves this site, and tries it."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.people.requests import SignedInRequest

from ..domain.set_up import mail_settings, send_test_mail
from ..rules import may_check_set_up
from .guarded import GuardedView


class MailSetUpView(GuardedView, TemplateView):
    rule = may_check_set_up
    template_name = "mail/admin/setup.html"
    page_title = _("Mail set-up")
    header_icon = "cog"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        return super().get_context_data(**kwargs) | {"mail": mail_settings(), "domain": domain}

    def post(self, request: SignedInRequest) -> HttpResponse:
        outcome = send_test_mail(to_address=request.user.email)
        return self.render_to_response(self.get_context_data(outcome=outcome))
