# SPDX-License-Identifier: Apache-2.0
"""STIX 2.1 documents, and 2.0 ones, which are lifted.

`scan` proves the whole, `read` gives the parts.
"""

from mohona.cti.formats.stix21.checks import check
from mohona.cti.formats.stix21.identifiers import sco_id
from mohona.cti.formats.stix21.lift import lift
from mohona.cti.formats.stix21.limits import Limits
from mohona.cti.formats.stix21.outline import Outline, scan
from mohona.cti.formats.stix21.reading import Item, read

__all__ = ["Item", "Limits", "Outline", "check", "lift", "read", "scan", "sco_id"]
