# SPDX-License-Identifier: Apache-2.0
"""Puts the rooms together and runs them.

`options` reads the environment, `settings` turns it into Django settings, `postgres` runs the
embedded database, `server` and `jobs` run the processes, `health` says whether the hub is ready.
"""
