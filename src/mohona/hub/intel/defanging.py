# SPDX-License-Identifier: Apache-2.0
"""Values as they may be shown: nobody clicks or pastes them by mistake. Pure.

The opposite of `cti.values.refang`, which reads these forms back.
"""

_DOTTED = frozenset({"ipv4", "network", "domain"})


def defang(kind: str, value: str) -> str:
    """A value of a type of `cti.values.TYPES`, harmless where it could be followed."""
    if kind == "url":
        scheme, cut, rest = value.partition("://")
        host, slash, path = rest.partition("/")
        scheme = scheme.replace("http", "hxxp").replace("ftp", "fxp")
        return f"{scheme}{cut}{host.replace('.', '[.]')}{slash}{path}"
    if kind == "email":
        name, _at, host = value.rpartition("@")
        return f"{name}[@]{host.replace('.', '[.]')}"
    if kind in _DOTTED:
        return value.replace(".", "[.]")
    if kind == "ipv6":
        return value.replace(":", "[:]")
    return value
