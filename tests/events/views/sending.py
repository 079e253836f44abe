"""Sending the form of signing up, and reading what comes."""

import uuid

from django.test import Client

PAYER = {"payer-number": "974760673", "payer-reference": "", "payer-invoice_email": "", "payer-address": ""}


def url(occurrence):
    return f"/events/{occurrence.uid}/sign-up/"


def typed(category, *, number=1, **fields):
    """What a guest who comes alone sends."""
    return {
        "key": str(uuid.uuid4()),
        "shown": "0",
        f"number-{category.pk}": str(number),
        "name": "Ingrid Moen",
        "email": "ingrid@example.org",
        "comes": "on",
        "names": "later",
        "terms": "on",
        **fields,
    }


def send(category, client=None, **fields):
    return (client or Client(headers={"accept-language": "en"})).post(
        url(category.occurrence), typed(category, **fields)
    )


def words(response):
    return " ".join(response.content.decode().split())


def followed(category, response):
    return words(Client(headers={"accept-language": "en"}).get(response["location"]))
