# SPDX-License-Identifier: Apache-2.0
"""The stories behind the demo's intelligence: twelve invented campaigns."""

from mohona.cli.demo.stories import finance, infrastructure, public
from mohona.cli.demo.stories.story import Malware, Story

STORIES: tuple[Story, ...] = (*finance.STORIES, *infrastructure.STORIES, *public.STORIES)

__all__ = ["STORIES", "Malware", "Story"]
