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
    "pylibjpeg",
    "pylibjpeg-openjpeg",
)
"""Distributions whose version the program tells (doctor, tables) or whose entry points it uses."""

RESEARCH_METADATA = ("torch", "matplotlib")
"""The same, of the full edition only."""

RESEARCH_HIDDEN = ("matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg")
"""Modules that are imported by a name made at run time."""

WITH_SOURCE = (
    "torch._dynamo.config",
    "torch._export.config",
    "torch._functorch.config",
    "torch._inductor.config",
    "torch._inductor.config_comms",
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
    "requests",  # the program never opens a network connection
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
    "numpy.tests",
    "scipy.datasets",
    "torch.utils.tensorboard",
    "torch.testing._internal.distributed",
    "PySide6.QtNetwork",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtDesigner",
    "PySide6.QtTest",
    "PyQt5",
    "PyQt6",
)
"""Modules that a library would like to have and none of our paths needs."""

RESEARCH_ONLY = (
    "torch",
    "sympy",
    "networkx",
    "mpmath",
    "functorch",
    "torchgen",
    "matplotlib",
    "kiwisolver",
    "contourpy",
    "scipy.stats",
    "scipy.optimize",
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.signal",
    "scipy.io",
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
    "Qt6EglFSDeviceIntegration",
    "qeglfs",
    "qlinuxfb",
    "qvnc",
    "qminimalegl",
    "qpdf",
    "qgtk3",
    "avif",
    "_avif",
    "qtvirtualkeyboard",
    "torchbind_test",
    "jitbackend_test",
    "backend_with_compiler",
    "aoti_custom_ops",
    "DejaVuSerif",
)
_METADATA_KEPT = ("METADATA", "entry_points.txt")  # the licences' texts lie in about/licences.txt
_UNUSED_MODULES = (  # torch's compiler and test-suite: our networks run as they are written
    "torch._inductor.codegen",
    "torch._inductor.fx_passes",
    "torch._inductor.kernel",
    "torch.testing._internal",
    "pygments.lexers",
)
_MODULES_KEPT = (  # imported by those that stay
    "torch.testing._internal",
    "torch.testing._internal.common_dtype",
    "torch.testing._internal.distributed",
    "torch.testing._internal.distributed.fake_pg",
    "torch.testing._internal.logging_tensor",
    "pygments.lexers",
    "pygments.lexers._mapping",
)
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
    if path.suffix in (".a", ".lib", ".pyi", ".h", ".hpp", ".cuh"):
        return False
    return not path.name.removeprefix("lib").startswith(_UNUSED_LIBRARIES)


def is_used(module: str) -> bool:
    """Whether a Python module, by its name, is kept."""
    return module in _MODULES_KEPT or not any(
        module == unused or module.startswith(unused + ".") for unused in _UNUSED_MODULES
    )


def vc_runtime(environment: Mapping[str, str]) -> list[Path]:
    """The files of Microsoft's C++ runtime on the Windows that builds; dlre-gui.iss fails without them."""
    system = Path(environment.get("SystemRoot", "C:\\Windows")) / "System32"
    return [system / name for name in VC_RUNTIME if (system / name).is_file()]


def without_orphans(
    binaries: Iterable[tuple[str, str, str]], imports_of: Callable[[str], Iterable[str]]
) -> list[tuple[str, str, str]]:
    """Drop the system's libraries that came along for something that was left out.

    Parameters
    ----------
    binaries
        Path in the bundle, path on this machine, kind: as PyInstaller lists them.
    imports_of
        Names of the libraries that the file at a path on this machine is linked against.
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
