"""The words of the field as frozen dataclasses; imported by every room, imports none."""
