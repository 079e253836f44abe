"""Out to the provider and back: the steps of allauth's code flow that we hold stricter."""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from requests import RequestException

from .client import OidcClient
from .id_tokens import IdTokenRefused, verified_claims

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OidcAdapter(OpenIDConnectOAuth2Adapter):
    client_class = OidcClient
    state: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it may not say that it is somebody else."""
        config = super().openid_config
        if str(config.get("issuer")).rstrip("/") != self._app.settings["server_url"]:
            raise IdTokenRefused("discovery: the issuer is not the one we are set up for")
        if missing := [name for name in ENDPOINTS if name not in config]:
            raise IdTokenRefused(f"discovery: {', '.join(missing)} missing")
        return config

    @property
    def _app(self) -> SocialApp:
        return self.get_provider().app

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return build_absolute_uri(request, reverse("oidc_callback", args=[self.provider_id]))

    def get_client(self, request: HttpRequest, app: SocialApp) -> OidcClient:
        client = super().get_client(request, app)
        if app.settings["private_key"]:
            client.signing = {name: app.settings[name] for name in ("private_key", "key_id", "key_algorithm")}
            client.audience = self.openid_config[app.settings["assertion_audience"]]
        return client

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Read who came back. Raises IdTokenRefused, which the callback shows as "could not sign in"."""
        claims = self._claims(app, kwargs["response"].get("id_token"))
        data = {"id_token": claims}
        if app.settings["fetch_userinfo"] and "userinfo_endpoint" in self.openid_config:
            data["userinfo"] = self._fetch_user_info(token.token)
            if data["userinfo"].get("sub") != claims["sub"]:
                raise IdTokenRefused("userinfo: speaks of somebody else")
        return self.get_provider().sociallogin_from_response(request, data)

    def _claims(self, app: SocialApp, id_token: Any) -> dict[str, Any]:
        if not isinstance(id_token, str):
            raise IdTokenRefused("the provider sent no ID token")
        return verified_claims(
            id_token,
            keys=self._fetch_keys(),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=self.state.get("nonce", ""),
            acr_values=app.settings["acr_values"],
        )

    def _fetch_keys(self) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            return response.json()


class LoginView(OAuth2LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A provider that does not answer is said, not crashed over."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except (RequestException, IdTokenRefused) as error:
            return render_authentication_error(request, self.get_provider(), exception=error)


class CallbackView(OAuth2CallbackView):
    adapter: OidcAdapter

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        """Hand the state that was kept in the session on to the adapter: the nonce is in it."""
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


@never_cache
@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider by way of a page: our policy lets no form end at another house, also not by a redirect."""
    response = _shown(LoginView, request, provider_id)
    if isinstance(response, HttpResponseRedirect):
        return render(request, "sign_in/leaving.html", {"url": response.url})
    return response


@never_cache
@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _shown(CallbackView, request, provider_id)


def _shown(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view.adapter_view(OidcAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
