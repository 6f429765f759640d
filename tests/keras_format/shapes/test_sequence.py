from __future__ import annotations

from dotnet_viz.keras_format.shapes.sequence import RULES, attention_scores


def test_states_follow_the_output() -> None:
    config = {"units": 3, "return_sequences": True, "return_state": True}
    assert RULES["LSTM"](config, [(None, 9, 4)]) == [(None, 9, 3), (None, 3), (None, 3)]
    assert RULES["GRU"](config, [(None, None, 4)]) == [(None, None, 3), (None, 3)]


def test_stacked_cells_return_the_states_of_each() -> None:
    cells = [{"class_name": kind, "config": {"units": units}} for kind, units in (("LSTMCell", 4), ("GRUCell", 5))]
    config = {"cell": {"class_name": "StackedRNNCells", "config": {"cells": cells}}, "return_state": True}
    assert RULES["RNN"](config, [(None, 9, 4)]) == [(None, 5), (None, 4), (None, 4), (None, 5)]


def test_films_may_have_their_channels_first() -> None:
    config = {"filters": 8, "kernel_size": [3, 3], "padding": "valid", "data_format": "channels_first"}
    assert RULES["ConvLSTM2D"](config, [(None, 5, 3, 10, 12)]) == [(None, 8, 8, 10)]


def test_letters_of_an_equation_follow_the_input_around_an_ellipsis() -> None:
    assert RULES["EinsumDense"]({"equation": "...x,xy->...y", "output_shape": 7}, [(None, 5, 6, 4)]) == [(None, 5, 6, 7)]


def test_scores_have_one_map_for_each_head() -> None:
    assert attention_scores({"num_query_heads": 4}, [(None, 5, 8), (None, 7, 8)]) == [(None, 4, 5, 7)]
    assert attention_scores({}, [(None, 5, 8), (None, 7, 8)]) == [(None, 5, 7)]
