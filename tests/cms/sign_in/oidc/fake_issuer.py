"""An OpenID provider that can be told to lie, and that demands a signed note from its client if told to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "samvirke"
NOTE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key):
    kinds = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*kinds).decode()


def public_jwk(key, number):
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return jwk | {"kid": number, "use": "sig", "alg": "RS256"}


class FakeIssuer:
    """`claims` and `userinfo` are laid over what an honest provider would say; None takes a claim away."""

    def __init__(self):
        self.key, self.other_key, self.client_key = new_key(), new_key(), None
        self.sign_with, self.algorithm, self.number = self.key, "RS256", "key-1"
        self.claims, self.userinfo, self.discovery = {}, {}, {}
        self.authorised, self.token_requests = {}, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        # It looks this often whether it shall stop: the usual half a second is waited for by every test.
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address, *, code="code-1"):
        """What its sign-in page does: remember what was asked, and say where the browser goes back to."""
        self.authorised = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return urlsplit(self.authorised["redirect_uri"]).path + f"?code={code}&state={self.authorised['state']}"

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": self.url + "/authorize",
            "token_endpoint": self.url + "/token",
            "userinfo_endpoint": self.url + "/userinfo",
            "jwks_uri": self.url + "/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        } | self.discovery

    def id_token(self):
        now = int(time.time())
        honest = {"iss": self.url, "sub": "person-1", "aud": CLIENT, "iat": now, "exp": now + 60}
        honest |= {"nonce": self.authorised.get("nonce"), "acr": self.authorised.get("acr_values", "").split(" ")[0]}
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        key = "shared-secret-of-32-characters-min" if self.algorithm == "HS256" else self.sign_with
        key = None if self.algorithm == "none" else key
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": self.number})

    def token(self, form):
        self.token_requests.append(form)
        if self.client_key:
            assert form["client_assertion_type"] == NOTE
            note = jwt.decode(
                form["client_assertion"],
                self.client_key.public_key(),
                algorithms=["RS256"],
                audience=self.url,
                issuer=CLIENT,
                options={"require": ["exp", "iat", "jti", "sub"]},
            )
            assert note["sub"] == CLIENT
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.id_token()}

    def answer(self, path, form):
        match path:
            case "/.well-known/openid-configuration":
                return self.configuration()
            case "/jwks":
                return {"keys": [public_jwk(self.key, "key-1")]}
            case "/token":
                return self.token(form)
            case "/userinfo":
                return {"sub": "person-1"} | self.userinfo

    def _handler(self):
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._reply(issuer.answer(urlsplit(self.path).path, {}))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                try:
                    answer = issuer.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()})
                except (AssertionError, KeyError, jwt.PyJWTError) as error:
                    self._reply({"error": "invalid_client", "error_description": repr(error)}, status=400)
                else:
                    self._reply(answer)

            def _reply(self, answer, status=200):
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        return Handler
