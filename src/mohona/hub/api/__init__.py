# SPDX-License-Identifier: Apache-2.0
"""The machine interface at ``/api/v1/``: gathers each room's ``api.py`` into one OpenAPI document.

It adds what all of them share and no room repeats: sign-in by key, errors of one sentence, and
the way past the middleware of pages.
"""
