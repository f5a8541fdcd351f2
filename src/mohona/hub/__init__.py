# SPDX-License-Identifier: Apache-2.0
"""The hub: a Django project made of rooms.

Each folder is one room (accounts, partners, sharing, intel, …); `config` puts them together.
A room may use the rooms below it and never those above; `.importlinter` lists the order.
"""
