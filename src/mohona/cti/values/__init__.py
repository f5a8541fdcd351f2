# SPDX-License-Identifier: Apache-2.0
"""Values that can be looked up (addresses, names, hashes, …) in one normal form.

`extract` takes them out of an object, `normalise` out of what a person pastes; the same thing
gives the same Value either way, however it was spelled or defanged.
"""

from mohona.cti.values.extraction import extract
from mohona.cti.values.forms import TYPES, Value, normal
from mohona.cti.values.recognition import normalise
from mohona.cti.values.refanging import refang

__all__ = ["TYPES", "Value", "extract", "normal", "normalise", "refang"]
