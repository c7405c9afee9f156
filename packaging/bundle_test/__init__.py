"""The .deb proven in a minimal Debian that has no Python and no network."""
