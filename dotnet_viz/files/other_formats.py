"""Files of models that are not read: how each kind is recognised, and what its owner can do instead.

Pickles run code when they are opened, so that none is, and nothing here unpacks a file: first bytes, names of members and
suffixes decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.source import SourceFile

_TABLE_END = bytes.fromhex("57fb808b247547db")
_TORCH_PICKLE = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
_PICKLE_PROTOCOLS = tuple(bytes((0x80, protocol)) for protocol in range(2, 6))
_LONGEST_PRODUCER = 64


@dataclass(frozen=True)
class OtherFormat:
    """A kind of files that hold models, but are not read.

    Args:
        words: what such a file is.
        advice: what to do instead; ``{path}`` stands for the path in quotes.
        suffixes: what names of such files end with, for those that the content does not show.
        recognise: whether an open file certainly is one, by its content.
    """

    words: str
    advice: str
    suffixes: tuple[str, ...] = ()
    recognise: Callable[[SourceFile], bool] = lambda _file: False

    def error(self, file: SourceFile) -> UnreadableFileError:
        """Return the error that says what a file is, and the way out.

        Args:
            file: of this kind.
        """
        path = repr(str(file.path))
        return UnreadableFileError(f"{path} is {self.words}; {self.advice.format(path=path)}")


def format_by_content(file: SourceFile) -> OtherFormat | None:
    """Return the kind of a model file that is not read, where its content shows it whatever it is called.

    Args:
        file: an open file.
    """
    return next((form for form in OTHER_FORMATS if form.recognise(file)), None)


def format_by_suffix(name: str) -> OtherFormat | None:
    """Return the kind of a model file that is not read, by its name.

    Args:
        name: of a file.

    Example:
        >>> format_by_suffix("model.ONNX").words, format_by_suffix("model.keras")
        ('a model in ONNX', None)
    """
    return next((form for form in OTHER_FORMATS if form.suffixes and name.lower().endswith(form.suffixes)), None)


def _is_exported_program(file: SourceFile) -> bool:
    ends = ("serialized_exported_program.json", "archive_format")
    return any(name.rpartition("/")[2] in ends for name in file.zip_names)


def _is_torchscript(file: SourceFile) -> bool:
    return any(name.endswith("/constants.pkl") for name in file.zip_names)


def _is_torch(file: SourceFile) -> bool:
    return file.start.startswith(_TORCH_PICKLE) or any(name.rpartition("/")[2] == "data.pkl" for name in file.zip_names)


def _is_pickle(file: SourceFile) -> bool:
    return file.start.startswith(_PICKLE_PROTOCOLS) and file.has(b".", file.size - 1)


def _is_web_page(file: SourceFile) -> bool:
    return file.start.lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _is_onnx(file: SourceFile) -> bool:
    """Whether a protocol buffer starts with a small version and the name of a producer, as ONNX has them."""
    start = file.start
    if len(start) < 5 or start[0] != 0x08 or not 1 <= start[1] <= 32 or start[2] != 0x12:
        return False
    name = start[4 : 4 + start[3]]
    return 0 < start[3] <= _LONGEST_PRODUCER and len(name) == start[3] and name.isascii() and name.decode().isprintable()


def _is_checkpoint(file: SourceFile) -> bool:
    return file.has(_TABLE_END, max(0, file.size - len(_TABLE_END))) or file.start.startswith(b"model_checkpoint_path:")


OTHER_FORMATS = (
    OtherFormat(
        "a program that torch.export wrote",
        "pass the weights instead: dv.read(torch.export.load({path}).state_dict)",
        (".pt2",),
        _is_exported_program,
    ),
    OtherFormat(
        "a model of TorchScript, which could run code when opened",
        "if you trust it, load it yourself and pass its weights: dv.read(torch.jit.load({path}).state_dict())",
        (),
        _is_torchscript,
    ),
    OtherFormat(
        "a pickle of PyTorch, which could run code when opened",
        "load it yourself and pass its state_dict: dv.read(torch.load({path}, weights_only=True))",
        (".pt", ".pth"),
        _is_torch,
    ),
    OtherFormat(
        "a pickle of joblib, which could run code when opened",
        "if you trust it, load it yourself and pass the estimator: dv.read(joblib.load({path}))",
        (".joblib",),
        lambda file: _is_pickle(file) and file.path.name.lower().endswith(".joblib"),
    ),
    OtherFormat(
        "a pickle, which could run code when opened",
        "if you trust it, load it yourself and pass the estimator or the arrays: dv.read(pickle.load(open({path}, 'rb')))",
        (".pkl", ".pickle"),
        _is_pickle,
    ),
    OtherFormat(
        "a model of TensorFlow Lite",
        "read the Keras model that it was converted from",
        (".tflite", ".lite"),
        lambda file: file.has(b"TFL3", 4),
    ),
    OtherFormat(
        "a model in GGUF, of llama.cpp",
        "read the .safetensors files that it was converted from",
        (".gguf",),
        lambda file: file.start.startswith(b"GGUF"),
    ),
    OtherFormat(
        "a checkpoint of TensorFlow, which has variables and no layers",
        "load it into its model, model.load_weights(...) without .index or .data-..., and save that with"
        " model.save('model.keras'); of a SavedModel name the folder",
        (".index", ".meta"),
        _is_checkpoint,
    ),
    OtherFormat(
        "part of a checkpoint of TensorFlow, or one of PyTorch Lightning",
        "load it into its model and save that with model.save('model.keras'), or pass the state_dict:"
        " dv.read(torch.load({path}, weights_only=True)['state_dict'])",
        (".ckpt",),
    ),
    OtherFormat(
        "one array of NumPy",
        "pass it as the kernel of a layer, dv.read([numpy.load({path})]), or save all arrays with numpy.savez",
        (".npy",),
        lambda file: file.start.startswith(b"\x93NUMPY"),
    ),
    OtherFormat(
        "a web page, which a server sends in the place of a file that it does not have or does not give to everyone",
        "download the file anew, on GitHub by its button for the raw file",
        recognise=_is_web_page,
    ),
    OtherFormat(
        "a model in ONNX",
        "read the Keras model or the state_dict of PyTorch that it was exported from",
        (".onnx",),
        _is_onnx,
    ),
    OtherFormat(
        "part of a SavedModel of TensorFlow",
        "name the folder that it is in",
        ("saved_model.pb", "keras_metadata.pb", "fingerprint.pb", ".data-00000-of-00001"),
    ),
    OtherFormat(
        "a graph of TensorFlow's operations, which has no layers of Keras",
        "read the Keras model that it was made from (.keras, .h5 or a SavedModel folder)",
        (".pb", ".pbtxt"),
    ),
    OtherFormat("a model of Core ML", "read the model that it was converted from", (".mlmodel",)),
    OtherFormat(
        "weights of Flax in msgpack",
        "pass them as a dict: dv.read(flax.traverse_util.flatten_dict(params, sep='/'))",
        (".msgpack",),
    ),
)
"""Asked in this order, all by content first: one that shows more stands before one that shows less."""
