"""A passkey device made of software: keeps one key, and answers as a browser would pass it on."""

import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "samvirke.example.org"
FLAG = AuthenticatorData.FLAG


class PasskeyDevice:
    def __init__(self, origin=f"https://{HOST}", *, knows_its_person=True):
        self.origin, self.knows_its_person = origin, knows_its_person
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.number = secrets.token_bytes(16)
        self.person = ""

    def register(self, options):
        """Answer what a page asks when a passkey is added."""
        options = options["publicKey"]
        self.rp, self.person = options["rp"]["id"], options["user"]["id"]
        public = AttestedCredentialData.create(
            Aaguid(bytes(16)), self.number, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(sha256(self.rp.encode()), self._flags() | FLAG.AT, 0, bytes(public))
        said = {"attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {})))}
        return self._answer("webauthn.create", options, said) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def sign_in(self, options):
        """Answer what a page asks when a passkey signs in."""
        options = options["publicKey"]
        data = AuthenticatorData.create(sha256(self.rp.encode()), self._flags(), 1)
        answer = self._answer("webauthn.get", options, {"authenticatorData": websafe_encode(bytes(data))})
        signature = self.key.sign(bytes(data) + sha256(self.client_data), ec.ECDSA(hashes.SHA256()))
        answer["response"] |= {"signature": websafe_encode(signature), "userHandle": self.person}
        return answer

    def _flags(self):
        return FLAG.UP | FLAG.UV if self.knows_its_person else FLAG.UP

    def _answer(self, kind, options, said):
        self.client_data = bytes(CollectedClientData.create(kind, options["challenge"], self.origin))
        number = websafe_encode(self.number)
        response = {"clientDataJSON": websafe_encode(self.client_data)} | said
        return {"id": number, "rawId": number, "type": "public-key", "response": response, "clientExtensionResults": {}}
