# SPDX-License-Identifier: Apache-2.0
"""What tests make again and again: organisations, communities, STIX objects, submissions."""
