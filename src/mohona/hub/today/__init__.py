# SPDX-License-Identifier: Apache-2.0
"""The first page: what came in and went on in the last seven days, and what waits for me.

It reads the rooms below and keeps nothing itself; nobody imports it. `flows` are the streams
of the picture, `waiting` are the things that wait for one person.
"""
