# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a document or an object, as a code, its values and one sentence.

The texts are constant templates with named places, so that a caller can look up a translation
by code and fill in the same values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXTS: dict[str, str] = {
    # A document that cannot be read at all.
    "empty-document": "Expected a STIX document, but nothing came. Send a bundle, an envelope, "
    "a list or single objects.",
    "not-json": "Expected JSON that starts with { or [, but %(found)s came at byte %(offset)s. "
    "Send STIX 2.1 as JSON.",
    "truncated": "Expected the rest of the document, but it ends at byte %(offset)s. "
    "Send the complete document again.",
    "invalid-utf8": "Expected text in UTF-8, but byte %(offset)s is not valid UTF-8. "
    "Encode the document as UTF-8 and send it again.",
    "malformed-json": "Expected %(expected)s, but %(found)s came at byte %(offset)s. "
    "Mend the JSON and send it again.",
    "trailing-rubbish": "Expected the end of the document, but more follows at byte %(offset)s. "
    "Send one document, or one object on each line.",
    "objects-not-a-list": "Expected a list under “objects”, but it is of the JSON type %(found)s. "
    "Send the objects as a list.",
    "envelope-too-deep": "Expected at most %(limit)s levels around the objects, but byte "
    "%(offset)s is nested deeper. Send a plain bundle or envelope.",
    "envelope-duplicate-key": "Expected every key of the envelope once, but “%(key)s” comes "
    "twice. Send it once.",
    # An object that cannot be decoded.
    "not-an-object": "Expected a STIX object, but the JSON type %(found)s came. "
    "Send each object in braces.",
    "object-malformed": "Expected a JSON object, but it cannot be decoded (%(reason)s). "
    "Mend the object and send it again.",
    "object-too-large": "Expected at most %(limit)s bytes in one object, but it has %(found)s. "
    "Split it or leave out the payload.",
    "object-too-deep": "Expected at most %(limit)s levels in one object, but it is nested deeper. "
    "Send it flatter.",
    "list-too-long": "Expected at most %(limit)s elements in a list, but one has %(found)s. "
    "Send it in parts.",
    "text-too-long": "Expected at most %(limit)s characters in a text, but one has %(found)s. "
    "Shorten it.",
    "duplicate-key": "Expected every key once, but “%(key)s” comes twice in the same object, so "
    "its meaning is not certain. Send it once.",
    "lone-surrogate": "Expected complete characters, but a text holds half of a surrogate pair. "
    "Mend the text and send the object again.",
    "nul-character": "Expected text without the NUL character, but a text holds one (\\u0000). "
    "Remove it and send the object again.",
    "number-too-large": "Expected numbers that fit a double, but one is larger. "
    "Send a smaller number or a text.",
    # What every object has.
    "missing-property": "Expected the property “%(property)s” in an object of the type %(type)s, "
    "but it is missing. Add it.",
    "missing-one-of": "Expected at least one of %(properties)s in an object of the type %(type)s, "
    "but all are missing. Add one.",
    "missing-together": "Expected “%(property)s” together with “%(other)s”, but it is missing. "
    "Add it or leave out both.",
    "bad-type": "Expected a type of lower-case letters, digits and hyphens, but “%(found)s” came. "
    "Name the type of the object.",
    "bad-id": "Expected an identifier such as %(type)s--UUID, but “%(found)s” came. "
    "Give the object a valid identifier.",
    "bad-spec-version": "Expected the STIX version 2.0 or 2.1, but “%(found)s” came. "
    "Send the object as STIX 2.1.",
    "bundle-inside": "Expected objects, but a bundle came inside the document. "
    "Send its objects without the inner bundle.",
    # The value of a property.
    "bad-text": "Expected a text in “%(property)s”, but %(found)s came. Send a JSON string.",
    "bad-texts": "Expected a list of texts in “%(property)s”, but %(found)s came. "
    "Send a JSON list of strings.",
    "bad-boolean": "Expected true or false in “%(property)s”, but %(found)s came. "
    "Send it without quotation marks.",
    "bad-integer": "Expected a whole number in its allowed range in “%(property)s”, but %(found)s "
    "came. Send a number in the range of the standard.",
    "bad-number": "Expected a number in its allowed range in “%(property)s”, but %(found)s came. "
    "Send a number in the range of the standard.",
    "bad-time": "Expected a time such as 2026-01-02T03:04:05Z in “%(property)s”, but %(found)s "
    "came. Send a real date and time in UTC.",
    "bad-reference": "Expected an identifier of an allowed type in “%(property)s”, but %(found)s "
    "came. Send type--UUID.",
    "bad-references": "Expected a list of identifiers of allowed types in “%(property)s”, but "
    "%(found)s came. Send a list of type--UUID.",
    "bad-hashes": "Expected hash values by algorithm in “%(property)s”, but %(found)s came. "
    'Send an object such as {"SHA-256": "…"}.',
    "bad-dictionary": "Expected an object in “%(property)s”, but %(found)s came. "
    "Send names and values in braces.",
    "bad-list": "Expected a list of objects in “%(property)s”, but %(found)s came. "
    "Send a JSON list of objects.",
    "bad-choice": "Expected a value that the standard lists for “%(property)s”, but %(found)s "
    "came. Choose one of the listed values.",
    "bad-hex": "Expected an even number of hexadecimal digits in “%(property)s”, but %(found)s "
    "came. Send it in hexadecimal form.",
    "bad-binary": "Expected Base64 in “%(property)s”, but %(found)s came. Encode it as Base64.",
    "empty-list": "Expected at least one element in “%(property)s”, but the list is empty. "
    "Add one.",
    "times-reversed": "Expected “%(later)s” not to be before “%(earlier)s”, but it is. "
    "Mend one of the two times.",
    "refers-to-itself": "Expected “%(property)s” to name another object, but it names the object "
    "itself. Mend the reference.",
    "ends-equal": "Expected a relationship between two objects, but source_ref and target_ref "
    "name the same one. Mend one of them.",
    # Patterns.
    "bad-pattern": "Expected a STIX pattern, but it does not parse at character %(position)s "
    "(%(reason)s). Mend the pattern.",
    "pattern-too-long": "Expected a pattern of at most %(limit)s characters, but it has "
    "%(found)s. Split it into several indicators.",
    "pattern-too-deep": "Expected at most %(limit)s levels of parentheses in a pattern, but it "
    "has more. Write it flatter.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for a refusal: `code` is a key of TEXTS, `params` its values, `path` the place.

    `path` names the property inside the object (`external_references[2].source_name`), or is
    empty where the whole object or document is meant.
    """

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    path: str = ""

    @property
    def text(self) -> str:
        """The sentence in English: what was expected, what came, what to do."""
        return TEXTS[self.code] % self.params


class DocumentError(ValueError):
    """A document that cannot be read at all; nothing of it may be stored."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


def document_error(code: str, **params: str | int) -> DocumentError:
    """The error to raise for a document with this problem."""
    return DocumentError(Problem(code, params))
