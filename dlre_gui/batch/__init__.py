"""Scoring folders without a window: discovery, ledger, workers."""
