"""A package is used only if everything about it agrees; otherwise it is refused with the reason."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model.package import ModelPackage, load_package, save_package
from tests.model.model_packages import card_values, random_tensors


def rewrite_weights(package: ModelPackage, content: bytes) -> None:
    """Other weights with the card's hash made to agree."""
    (package.path / "model.safetensors").write_bytes(content)
    rewrite_card(package, weights_sha256=hashlib.sha256(content).hexdigest())


def rewrite_card(package: ModelPackage, **changes: Any) -> None:
    card = json.loads((package.path / "card.json").read_text("utf-8")) | changes
    (package.path / "card.json").write_text(json.dumps(card), "utf-8")


def refusal(package: ModelPackage) -> str:
    with pytest.raises(ModelPackageError) as caught:
        load_package(package.path)
    assert caught.value.path == package.path
    assert caught.value.hint
    assert len(str(caught.value)) < 2000
    return str(caught.value)


def test_saved_package_is_loaded_with_the_same_weights(package: ModelPackage) -> None:
    expected = random_tensors(package.card.architecture)
    again = load_package(package.path)
    assert set(again.weights) == set(expected)
    assert all(np.array_equal(again.weights[name], value) for name, value in expected.items())


def test_loaded_weights_cannot_be_written(gut: ModelPackage) -> None:
    with pytest.raises(ValueError, match="read-only"):
        gut.weights["f4.output.bias"][0] = 1.0  # type: ignore[index]


def test_unknown_keys_of_a_card_are_kept(gut: ModelPackage) -> None:
    rewrite_card(gut, site={"name": "北京", "tags": [1, None]})
    card = load_package(gut.path).card
    saved = save_package(gut.path.parent / "again", card, gut.weights)
    assert json.loads((saved.path / "card.json").read_text("utf-8"))["site"] == {
        "name": "北京",
        "tags": [1, None],
    }


def test_thresholds_are_by_task(gut: ModelPackage) -> None:
    assert gut.thresholds == dict.fromkeys(Task, 0.5)
    assert gut.simulated


def test_changed_weights_are_refused_by_their_hash(gut: ModelPackage) -> None:
    path = gut.path / "model.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))
    assert "hash disagrees" in refusal(gut)


def test_cut_weights_are_refused_even_with_a_matching_hash(gut: ModelPackage) -> None:
    rewrite_weights(gut, (gut.path / "model.safetensors").read_bytes()[:-100])
    assert "no complete safetensors file" in refusal(gut)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t: t.pop("f4.conv4.bias"), "names"),
        (lambda t: t.update(extra=np.zeros(1, np.float32)), "names"),
        (lambda t: t.update({"f4.output.bias": np.zeros(3, np.float32)}), "shape"),
        (lambda t: t.update({"f4.output.bias": np.zeros(2, np.float64)}), "F64"),
        (lambda t: t.update({"f4.output.bias": np.array([0, np.nan], np.float32)}), "not finite"),
        (lambda t: t.update({"f4.output.bias": np.array([0, np.inf], np.float32)}), "not finite"),
    ],
)
def test_wrong_tensors_are_refused(
    gut: ModelPackage, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    tensors: dict[str, Any] = random_tensors("gut")
    change(tensors)
    rewrite_weights(gut, save(tensors))
    assert reason in refusal(gut)


def test_weights_of_the_other_architecture_are_refused(gut: ModelPackage) -> None:
    rewrite_card(gut, architecture="spie")
    assert "names" in refusal(gut)


def test_pickled_weights_are_refused_without_being_opened(gut: ModelPackage) -> None:
    import pickle

    rewrite_weights(gut, pickle.dumps({"f4": 1}))
    assert "no complete safetensors file" in refusal(gut)


def test_huge_weights_are_refused_before_being_read(gut: ModelPackage) -> None:
    with (gut.path / "model.safetensors").open("r+b") as file:
        file.truncate(50 << 30)
    assert "larger than" in refusal(gut)


@pytest.mark.parametrize("name", ["card.json", "model.safetensors"])
def test_missing_file_is_named(gut: ModelPackage, name: str) -> None:
    (gut.path / name).unlink()
    assert name in refusal(gut)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_named_pipe_in_place_of_weights_does_not_hang(gut: ModelPackage) -> None:
    (gut.path / "model.safetensors").unlink()
    os.mkfifo(gut.path / "model.safetensors")
    assert "no regular file" in refusal(gut)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "card.json"),
        (b"\xff\xfe\x00", "card.json"),
        (b"[]", "card.json"),
        (b"null", "card.json"),
        (b"[" * 500_000, "card.json"),
        (b'{"id":' * 100_000, "card.json"),
        (b" " * (2 << 20), "larger than"),
        (b'{"id": 1e999999}', "card.json"),
        (b'{"id": ' + b"9" * 10_000 + b"}", "card.json"),
    ],
)
def test_hostile_card_bytes_are_refused(gut: ModelPackage, content: bytes, reason: str) -> None:
    (gut.path / "card.json").write_bytes(content)
    assert reason in refusal(gut)


def _with_threshold(value: Any) -> dict[str, Any]:
    tasks = [{"name": task, "threshold": value, "threshold_source": ""} for task in Task]
    return {"tasks": tasks}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (_with_threshold(float("nan")), "threshold"),
        (_with_threshold(1.5), "threshold"),
        (_with_threshold("0.5"), "threshold"),
        ({"tasks": []}, "each once"),
        ({"architecture": "resnet"}, "architecture"),
        ({"id": ""}, "id"),
        ({"id": "a\nb"}, "id"),
        ({"id": "x" * 5000}, "id"),
        ({"note": float("nan")}, "no number"),
        ({"weights_sha256": "short"}, "weights_sha256"),
        ({"training": {"simulated": "no"}}, "training"),
        ({"input": card_values()["input"] | {"side": 224}}, "side"),
        ({"input": card_values()["input"] | {"range": [0.0, 255.0]}}, "range"),
        (
            {
                "input": card_values()["input"]
                | {"scale": {"minimum_kpa": 9.0, "maximum_kpa": 1.0, "colours": []}}
            },
            "scale",
        ),
    ],
)
def test_wrong_card_values_are_refused_by_name(
    gut: ModelPackage, changes: dict[str, Any], reason: str
) -> None:
    rewrite_card(gut, **changes)
    assert reason in refusal(gut)


def test_package_of_before_smoothing_is_shown_the_map_as_it_is(gut: ModelPackage) -> None:
    scale = {"minimum_kpa": 0.0, "maximum_kpa": 40.0, "colours": [[0, 0, 0], [9, 9, 9]], "opacity": 1.0}
    rewrite_card(gut, input=card_values()["input"] | {"scale": scale})
    read = load_package(gut.path).card.input.spec().scale
    assert read is not None
    assert read.smoothing_px == 0.0


def test_card_with_byte_order_mark_is_read(gut: ModelPackage) -> None:
    path = gut.path / "card.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_package(gut.path).card == gut.card


def test_existing_folder_is_replaced_only_on_demand(gut: ModelPackage) -> None:
    with pytest.raises(ModelPackageError, match="exists already"):
        save_package(gut.path, gut.card, gut.weights)
    newer = gut.card.model_copy(update={"version": "2.0"})
    assert save_package(gut.path, newer, gut.weights, replace=True).card.version == "2.0"
    assert [entry.name for entry in gut.path.parent.iterdir()] == ["package"]


def test_refused_save_leaves_the_old_package(gut: ModelPackage) -> None:
    broken = dict(gut.weights) | {"f4.output.bias": np.full(2, np.nan, np.float32)}
    with pytest.raises(ModelPackageError, match="not finite"):
        save_package(gut.path, gut.card, broken, replace=True)
    assert load_package(gut.path).card == gut.card
