# SPDX-License-Identifier: Apache-2.0
"""The demo world: invented organisations and invented intelligence for a first look at the hub.

`world.build` makes it (pure, the same for the same moment and seed); `load` hands it to the hub
through the rooms' own actions. Every name is fictional, every address comes from the ranges
reserved for documentation (RFC 5737, RFC 3849, RFC 2606, RFC 5398, RFC 7042).
"""
