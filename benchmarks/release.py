# SPDX-License-Identifier: Apache-2.0
"""Release: one organisation joins or leaves a group, and all its classes are decided again.

5,000 handling classes and 40 organisations. The organisation that changes is a reader (its right
to each class is decided), then the source of all of them (everybody's right is).
"""

import hubs
import world
from figures import line, median, scaled, seconds
from hubs import Organisation

from mohona.hub.partners import actions as partners
from mohona.hub.partners.models import Community

CLASSES = scaled(5_000)
OTHERS = 38
ROUNDS = 3


def main() -> None:
    """Measure the whole action, from the call to the commit."""
    with hubs.database():
        source = hubs.organisation("Benchmark Source", sectors=("energy",))
        reader = hubs.organisation("Benchmark Reader", sectors=("energy", "health"))
        everybody = hubs.community(source, reader)
        for number in range(OTHERS):
            sector = world.COMMON if number % 2 else "transport"
            other = hubs.organisation(f"Organisation {number}", sectors=(sector,))
            if number % 4 == 0:
                partners.join(everybody, other, by=None)
        file = world.write(hubs.DATA / "objects.json", world.classes(CLASSES))
        submission, _taken = hubs.take_in(file, source)
        assert submission.stored == CLASSES, submission
        line("redecide_reader", _change(everybody, reader), "s")
        line("redecide_source", _change(everybody, source), "s")


def _change(community: Community, organisation: Organisation) -> float:
    """The median time (s) in which the organisation leaves, and joins again."""
    times = []
    for _ in range(ROUNDS):
        before = len(hubs.granted(organisation))
        times.append(seconds(lambda: partners.leave(community, organisation, by=None)))
        times.append(seconds(lambda: partners.join(community, organisation, by=None)))
        assert len(hubs.granted(organisation)) == before
    return median(times)


if __name__ == "__main__":
    main()
