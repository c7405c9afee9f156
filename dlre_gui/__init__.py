"""DLRE GUI: staging liver fibrosis from 2D shear-wave-elastography screens."""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else onnxruntime, when it starts, reports its use to its maker

__version__ = "0.1.0"

RESEARCH_USE_ONLY = "Research use only, not for diagnosis."
