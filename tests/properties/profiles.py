# SPDX-License-Identifier: Apache-2.0
"""How many worlds: a few in the quick run, more than a thousand in the whole one.

`MOHONA_WORLDS` sets the number for a long hunt. The seed of a failure is printed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings


def worlds(number: int) -> settings:
    """Settings for a property over `number` worlds."""
    return settings(
        max_examples=int(os.environ.get("MOHONA_WORLDS", number)),
        deadline=None,
        derandomize=False,
        print_blob=True,
        report_multiple_bugs=False,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def world_apart() -> Iterator[None]:
    """A world that leaves nothing behind in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
