# SPDX-License-Identifier: Apache-2.0
"""Somebody signed in, as a browser would be."""

import time

from django.test import Client

from mohona.hub.accounts.models import Organisation, Person
from tests.factories import parties


def client_of(person: Person, *, fresh: bool = True, language: str = "en") -> Client:
    """A client in which the person is signed in; fresh: the password was typed just now."""
    client = Client()
    client.force_login(person)
    client.cookies["language"] = language
    if fresh:
        session = client.session
        record = {"method": "password", "at": time.time(), "reauthenticated": True}
        session["account_authentication_methods"] = [record]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


def client_for(organisation: Organisation, role: str = "reader", *, fresh: bool = True) -> Client:
    """The same for a new person of the organisation."""
    return client_of(parties.person(organisation, role), fresh=fresh)
