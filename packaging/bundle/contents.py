"""What goes into the standalone program, and what is left out because nothing in it uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

METADATA = (
    "dlre-gui",
    "numpy",
    "scipy",
    "onnx",
    "onnxruntime",
    "PySide6_Essentials",
    "pyqtgraph",
    "rapidocr",
    "pydicom",
    "pillow",
    "python-gdcm",
    "pyjpegls",
    "pylibjpeg-openjpeg",
)
"""Distributions whose version the program tells (doctor, tables) or whose entry points it uses."""

RESEARCH_METADATA = ("torch", "matplotlib")
"""The same, of the full edition only."""

RESEARCH_HIDDEN = ("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg")
"""Modules that are imported by a name made at run time."""

WITH_SOURCE = (
    "torch._export.config",
    "torch._functorch.config",
    "torch.compiler.config",
    "torch.distributed.config",
    "torch.functional",
    "torch.fx.experimental._config",
    "torch.nn.functional",
    "torch.nn.modules.rnn",
    "torch.utils.serialization.config",
)
"""Modules whose source torch reads when they are imported."""

EXCLUDED = (
    "_ssl",  # the program never opens a network connection
    "tkinter",
    "_tkinter",
    "IPython",
    "pytest",
    "hypothesis",
    "mypy",
    "pydantic.mypy",
    "pydantic.v1",
    "jsonschema",
    "chardet",
    "yaml",
    "tqdm",
    "readline",  # GPL, and of no use without a prompt
    "requests",
    "urllib3",
    "certifi",
    "charset_normalizer",
    "idna",
    "sklearn",
    "pandas",
    "cv2",
    "rapidocr",
    "tensorboard",
    "setuptools",
    "pip",
    "matplotlib.tests",
    "matplotlib._qhull",
    "matplotlib._tri",
    "contourpy",
    "numpy.tests",
    "pydoc_data",
    "scipy.datasets",
    "scipy.io",
    "scipy.signal",
    "sympy",  # of torch's compiler, as the next four
    "mpmath",
    "networkx",
    "fsspec",
    "filelock",
    "jinja2",
    "torch.utils.tensorboard",
    "torch.testing._internal.distributed",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtDesigner",
    "PySide6.QtTest",
    "PyQt5",
    "PyQt6",
)
"""Modules that a library would like to have and none of our paths needs."""

INSTEAD = {
    "PySide6.QtOpenGL": "no_opengl.py",
    "PySide6.QtOpenGLWidgets": "no_opengl.py",
    "torch._dynamo": "no_compiler.py",
}
"""Modules that are large, imported and not used, and the file of this folder that takes their place."""

RESEARCH_ONLY = (
    "torch",
    "functorch",
    "torchgen",
    "matplotlib",
    "kiwisolver",
    "contourpy",
    "scipy.stats",
    "scipy.optimize",
    "scipy.integrate",
    "scipy.interpolate",
    "dlre_gui.training",
    "dlre_gui.evaluation",
    "dlre_gui.model.networks",
)
"""What only training, validation and the GPU need: not in the scoring edition."""

VC_RUNTIME = ("msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll")
"""Windows: Microsoft's C++ runtime; beside the program, so that nobody needs an administrator for it."""

_UNUSED_FOLDERS = (
    "torch/test",
    "torch/include",
    "torch/share",
    "torch/_dynamo",
    "torch/_inductor",
    "tcl",
    "tk",
    "_tcl_data",
    "_tk_data",
    "tcl8",
    "PySide6/translations",
    "PySide6/qml",
    "PySide6/plugins/networkinformation",
    "PySide6/plugins/tls",
    "PySide6/plugins/qmltooling",
    "PySide6/plugins/egldeviceintegrations",
    "PySide6/plugins/generic",
    "onnx/backend",
    "onnx/test",
    "onnxruntime/transformers",
    "onnxruntime/tools",
    "onnxruntime/quantization",
    "pydicom/data/test_files",
    "matplotlib/mpl-data/sample_data",
    "matplotlib/mpl-data/images",
    "matplotlib/mpl-data/plot_directive",
    "matplotlib/mpl-data/fonts/afm",
    "matplotlib/mpl-data/fonts/pdfcorefonts",
    "pyqtgraph/icons/peegee",
)
_UNUSED_LIBRARIES = (  # and fonts, by the beginning of their names, without "lib"
    "Qt6Quick",
    "Qt6Qml",
    "Qt6Pdf",
    "Qt6Network",
    "Qt6VirtualKeyboard",
    "Qt6EglFS",
    "Qt6EglFs",
    "Qt6OpenGLWidgets",
    "qeglfs",
    "qvkkhrdisplay",
    "qlinuxfb",
    "qvnc",
    "qminimalegl",
    "qpdf",
    "qicns",
    "qtga",
    "qtiff",
    "qwbmp",
    "qwebp",
    "qgtk3",
    "avif",
    "_avif",
    "_webp",
    "webp",
    "sharpyuv",
    "qtvirtualkeyboard",
    "torchbind_test",
    "jitbackend_test",
    "backend_with_compiler",
    "aoti_custom_ops",
    "DejaVuSans-BoldOblique",
    "DejaVuSans-Oblique",
    "DejaVuSansDisplay",
    "DejaVuSansMono",
    "DejaVuSerif",
    "STIX",
    "cmb10",
    "cmex10",
    "cmmi10",
    "cmr10",
    "cmss10",
    "cmsy10",
    "cmti10",
    "cmtt10",
)
_METADATA_KEPT = ("METADATA", "entry_points.txt")  # the licences' texts lie in about/licences.txt
_UNUSED_MODULES = (  # torch's compiler, exporters, work on many machines, and test-suite
    "functorch",
    "onnx.reference",
    "pygments.lexers",
    "torch._dynamo",
    "torch._inductor",
    "torch._numpy",
    "torch._vendor.quack",
    "torch.ao.ns",
    "torch.ao.pruning",
    "torch.distributed._shard",
    "torch.distributed._tools",
    "torch.distributed.checkpoint",
    "torch.distributed.elastic",
    "torch.distributed.fsdp",
    "torch.distributed.pipelining",
    "torch.distributed.tensor",
    "torch.onnx",
    "torch.testing._internal",
    "torch.utils._sympy",
    "torch.utils.benchmark",
    "torch.utils.hipify",
)
_MODULES_KEPT = (  # imported by those that stay
    "torch._dynamo",  # see INSTEAD
    "torch.testing._internal",
    "torch.testing._internal.common_dtype",
    "torch.testing._internal.distributed",
    "torch.testing._internal.distributed.fake_pg",
    "torch.testing._internal.logging_tensor",
    "pygments.lexers",
    "pygments.lexers._mapping",
)
LEFT_TO_SYSTEM = (
    "libX11",
    "libX11-xcb",
    "libcrypto",
    "libdbus-1",
    "libfontconfig",
    "libfreetype",
    "libgcc_s",
    "libglib-2.0",
    "libgthread-2.0",
    "libstdc++",
    "libxcb",
)
"""Linux: libraries that every desktop has; an old copy of ours would be in the way of its drivers. The .deb
asks for their packages."""

_WITHOUT_DOCSTRINGS = ("matplotlib.", "numpy.", "torch.")
_TORCH_PROGRAMS_KEPT = ("torch_shm_manager",)
_QT_LANGUAGES_KEPT = ("qtbase_zh_CN.qm",)  # the buttons of Qt's own dialogs


def is_needed(target: str) -> bool:
    """Whether a file of the bundle, by its path in it, is kept.

    Parameters
    ----------
    target
        Relative path with either separator.
    """
    path = PurePosixPath(target.replace("\\", "/"))
    text = path.as_posix().replace("PySide6/Qt/", "PySide6/")  # Windows has no folder Qt
    if path.name in _QT_LANGUAGES_KEPT:
        return True
    if any(text.startswith(folder + "/") for folder in _UNUSED_FOLDERS):
        return False
    if text.startswith("torch/bin/"):
        return path.name in _TORCH_PROGRAMS_KEPT
    if path.parts[0].endswith(".dist-info"):
        return path.name in _METADATA_KEPT
    if path.suffix in (".a", ".lib", ".pyi", ".h", ".hpp", ".cuh", ".ts"):
        return False
    return not path.name.removeprefix("lib").startswith(_UNUSED_LIBRARIES)


def is_used(module: str) -> bool:
    """Whether a Python module, by its name, is kept."""
    return module in _MODULES_KEPT or not any(
        module == unused or module.startswith(unused + ".") for unused in _UNUSED_MODULES
    )


def kind_of(module: str, kind: str) -> str:
    """PyInstaller's kind of a module: "-2" leaves docstrings and assertions out, as ``python -OO`` does."""
    return f"{kind}-2" if kind == "PYMODULE" and module.startswith(_WITHOUT_DOCSTRINGS) else kind


def vc_runtime(environment: Mapping[str, str]) -> list[Path]:
    """The files of Microsoft's C++ runtime on the Windows that builds; dlre-gui.iss fails without them."""
    system = Path(environment.get("SystemRoot", "C:\\Windows")) / "System32"
    return [system / name for name in VC_RUNTIME if (system / name).is_file()]


def left_to_system(target: str, source: str) -> bool:
    """Whether a library, by its path in the bundle and on this machine, is the system's to bring."""
    return _is_system(source) and PurePosixPath(target).name.partition(".so")[0] in LEFT_TO_SYSTEM


def without_orphans(
    binaries: Iterable[tuple[str, str, str]], imports_of: Callable[[str], Iterable[str]]
) -> list[tuple[str, str, str]]:
    """Drop the system's libraries that came along for something that was left out.

    Parameters
    ----------
    binaries
        Path in the bundle, path on this machine, kind: as PyInstaller lists them.
    imports_of
        Names of the libraries that the file at a path on this machine itself asks for.
    """
    kept = list(binaries)
    while True:
        wanted = {name for _, source, _ in kept for name in imports_of(source)}
        left = [entry for entry in kept if not _is_system(entry[1]) or PurePosixPath(entry[0]).name in wanted]
        if len(left) == len(kept):
            return kept
        kept = left


def _is_system(source: str) -> bool:
    return source.startswith(("/usr/lib", "/lib")) and "/python3" not in source
