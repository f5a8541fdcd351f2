# SPDX-License-Identifier: Apache-2.0
"""Mohona: a national cybersecurity collaboration hub.

`mohona.cti` and `mohona.release` are plain Python without Django; `mohona.hub` is the Django
project; `mohona.cli` is the `mohona` command. `docs/tour.md` walks through them.
"""

__version__ = "0.1.0"
