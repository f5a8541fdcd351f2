# SPDX-License-Identifier: Apache-2.0
"""The error whose text a person reads: what was expected, what came, what to do."""


class SentenceError(ValueError):
    """A refusal with one sentence for the person; doors show it as it is."""
