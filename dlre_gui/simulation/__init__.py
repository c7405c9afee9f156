"""Simulated patients and scanner screens with their full truth; every constant is in `assumptions`."""
