"""Costs of a model of each family of ``keras.applications``, against TensorFlow's profiler and published figures."""

from __future__ import annotations

import pytest

from dotnet_viz.measures.cost.measure import measure_cost
from tests.applications import FAMILIES, kept

PROFILED = {
    "VGG16": 30_960_211_824,
    "ResNet50": 7_755_299_312,
    "ResNet50V2": 6_992_475_632,
    "MobileNet": 1_147_687_920,
    "MobileNetV2": 615_292_208,
    "MobileNetV3Small": 119_247_928,
    "DenseNet121": 5_702_474_160,
    "NASNetMobile": 1_147_877_052,
    "InceptionV3": 11_468_989_680,
    "InceptionResNetV2": 26_382_263_600,
    "Xception": 16_773_724_144,
    "EfficientNetB0": 803_050_119,
    "EfficientNetV2B0": 1_457_881_507,
    "ConvNeXtTiny": 8_990_299_235,
}
"""Floating-point operations by the profiler of TensorFlow 2.20, as ``python -m benchmarks.operations`` prints them."""

PUBLISHED = {
    "MobileNet": 569e6,  # Howard et al., 2017, table 8
    "MobileNetV2": 300e6,  # Sandler et al., 2018, table 4
    "MobileNetV3Small": 56e6,  # Howard et al., 2019, table 3
    "NASNetMobile": 564e6,  # Zoph et al., 2018, mobile setting
    "EfficientNetB0": 0.39e9,  # Tan and Le, 2019, table 2
    "ResNet50": 3.8e9,  # He et al., 2015, table 1
    "VGG16": 15.3e9,  # the same paper, section 4.1
    "ConvNeXtTiny": 4.5e9,  # Liu et al., 2022, table 1
}
"""Multiply-accumulates that papers state of the models, as they round them."""


def input_shape(family: str) -> tuple[int, ...] | None:
    return (224, 224, 3) if family.startswith("MobileNetV3") else None


@pytest.mark.parametrize("family", FAMILIES)
def test_flops_are_those_of_the_profiler(family: str) -> None:
    found = measure_cost(kept(family), input_shape(family))
    assert found.total.is_complete
    assert found.memory.is_complete
    assert found.notes == ()
    assert found.total.flops == pytest.approx(PROFILED[family], rel=0.001)


@pytest.mark.parametrize("family", PUBLISHED)
def test_macs_are_those_of_the_paper(family: str) -> None:
    assert measure_cost(kept(family), input_shape(family)).total.macs == pytest.approx(PUBLISHED[family], rel=0.02)


def test_a_model_without_a_size_of_its_own_has_a_lower_bound() -> None:
    found = measure_cost(kept("MobileNetV3Small"))
    assert not found.total.is_complete
    assert 0 < found.total.flops < PROFILED["MobileNetV3Small"]
    assert "input_shape" in found.notes[0]
