"""DLRE GUI: staging liver fibrosis from 2D shear-wave-elastography screens."""

__version__ = "0.1.0"

RESEARCH_USE_ONLY = "Research use only, not for diagnosis."
