# SPDX-License-Identifier: Apache-2.0
"""Jobs of release; each calls one action."""

from procrastinate.contrib.django import app

from mohona.hub.sharing import actions


@app.task(name="sharing.fill")
def fill() -> None:
    """Give older records of newly allowed classes their late positions."""
    actions.fill_all()
