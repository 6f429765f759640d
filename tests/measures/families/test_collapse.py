from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.families.architecture import ArchitectureFeatures
from dotnet_viz.measures.families.collapse import collapse
from dotnet_viz.measures.families.families import families_of


@pytest.mark.parametrize("most", [2, 7, 40, 100])
def test_each_architecture_is_in_one_group_and_those_that_join_are_neighbours(most: int) -> None:
    random = np.random.default_rng(1)
    many = [
        ArchitectureFeatures(str(number), {f"{int(key):02x}": 1 for key in random.integers(0, 40, 8)}) for number in range(60)
    ]
    groups = collapse(60, families_of(many).merges, most)
    assert len(groups.members) == min(most, 60)
    assert sorted(member for group in groups.members for member in group) == list(range(60))
    spans = [{number} for number in range(len(groups.members))]
    for merge in groups.merges:
        assert max(spans[merge.left]) + 1 == min(spans[merge.right])
        spans.append(spans[merge.left] | spans[merge.right])
    assert len(spans[-1]) == len(groups.members)


def test_one_architecture_is_one_group() -> None:
    assert collapse(1, (), 5).members == ((0,),)
