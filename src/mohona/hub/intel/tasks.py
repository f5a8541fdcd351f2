# SPDX-License-Identifier: Apache-2.0
"""Jobs of the store; each calls one action."""

from procrastinate.contrib.django import app

from mohona.hub.intel import actions


@app.task(name="intel.index")
def index() -> None:
    """Make the words of new records found by search."""
    actions.index_words()
