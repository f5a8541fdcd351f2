# SPDX-License-Identifier: Apache-2.0
"""How large one object may be before it goes to quarantine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one object; the document around it may have any size.

    max_object_bytes: bytes of its JSON as it came. Of a larger object only so many bytes are
    kept. max_depth: levels of lists and objects inside each other. max_list: elements in any one
    list. max_text: characters in any one text.
    """

    max_object_bytes: int = 8 * 1024 * 1024
    max_depth: int = 64
    max_list: int = 100_000
    max_text: int = 4 * 1024 * 1024


DEFAULT = Limits()
