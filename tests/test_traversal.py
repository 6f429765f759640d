"""Orders and groups of nodes."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.traversal import connected_groups, depth_first_order, topological_order

COUNT = 8
numbers = st.integers(0, COUNT - 1)
any_edges = st.lists(st.tuples(numbers, numbers), max_size=20)
forward_edges = any_edges.map(lambda edges: [(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]])
shuffled = st.permutations(range(COUNT))


@given(shuffled, forward_edges)
def test_edges_lead_forward_in_a_topological_order(nodes: list[int], edges: list[tuple[int, int]]) -> None:
    for breaks in (False, True):
        position = {node: index for index, node in enumerate(topological_order(nodes, edges, break_cycles=breaks))}
        assert sorted(position) == list(range(COUNT))
        assert all(position[source] < position[target] for source, target in edges)


@given(shuffled, any_edges)
def test_what_no_cycle_holds_back_is_ordered(nodes: list[int], edges: list[tuple[int, int]]) -> None:
    graph = nx.DiGraph(edges)
    on_cycle = {node for part in nx.strongly_connected_components(graph) if len(part) > 1 for node in part}
    on_cycle |= set(nx.nodes_with_selfloops(graph))
    held = on_cycle | {node for start in on_cycle for node in nx.descendants(graph, start)}
    assert set(topological_order(nodes, edges)) == set(range(COUNT)) - held
    assert sorted(topological_order(nodes, edges, break_cycles=True)) == list(range(COUNT))


def test_of_nodes_that_are_possible_the_first_comes_first() -> None:
    assert topological_order("dcba", []) == list("dcba")
    assert topological_order("abcd", [("b", "c"), ("a", "d"), ("b", "d")]) == list("abcd")
    assert topological_order("ab", [("nowhere", "a")]) == ["b"]


@given(shuffled, forward_edges)
def test_a_node_comes_after_what_it_needs(starts: list[int], edges: list[tuple[int, int]]) -> None:
    needs: dict[int, list[int]] = {node: [] for node in range(COUNT)}
    for source, target in edges:
        needs[target].append(source)
    order = list(depth_first_order(starts, needs.__getitem__))
    position = {node: index for index, node in enumerate(order)}
    assert sorted(order) == list(range(COUNT))
    assert all(position[source] < position[target] for source, target in edges)


@given(numbers, any_edges)
def test_only_what_is_needed_is_reached(start: int, edges: list[tuple[int, int]]) -> None:
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(COUNT))
    found = list(depth_first_order([start], lambda node: list(graph.predecessors(node))))
    assert set(found) == {start} | nx.ancestors(graph, start)
    assert found[-1] == start


def test_depth_does_not_matter() -> None:
    chain = [(node, node + 1) for node in range(50_000)]
    assert list(depth_first_order([50_000], lambda node: [node - 1] if node else [])) == list(range(50_001))
    assert topological_order(range(50_001), chain) == list(range(50_001))
    assert connected_groups(range(50_001), chain) == [list(range(50_001))]


@given(shuffled, any_edges)
def test_groups_are_the_connected_parts(nodes: list[int], edges: list[tuple[int, int]]) -> None:
    graph = nx.Graph(edges)
    graph.add_nodes_from(nodes)
    groups = connected_groups(nodes, edges)
    assert sorted(map(sorted, groups)) == sorted(map(sorted, nx.connected_components(graph)))
    turn = {node: index for index, node in enumerate(nodes)}
    assert [sorted(group, key=turn.__getitem__) for group in groups] == groups
    assert sorted(groups, key=lambda group: turn[group[0]]) == groups
