"""Serum fibrosis scores: APRI and FIB-4. Both are weak in hepatitis B under 30 years
(Oncotarget 2017;8:45768)."""

from __future__ import annotations

import math


def apri(ast_iu_per_l: float, ast_upper_limit_iu_per_l: float, platelets_10e9_per_l: float) -> float:
    """AST to platelet ratio index: (AST / upper limit of normal) × 100 / platelets.

    The upper limit belongs to the laboratory: keep it with the result.

    Raises
    ------
    ValueError
        If a value is not finite and positive.
    """
    _check(
        AST=ast_iu_per_l,
        upper_limit_of_normal=ast_upper_limit_iu_per_l,
        platelets=platelets_10e9_per_l,
    )
    return _exact(ast_iu_per_l * 100.0 / (ast_upper_limit_iu_per_l * platelets_10e9_per_l))


def fib4(age_years: float, ast_iu_per_l: float, alt_iu_per_l: float, platelets_10e9_per_l: float) -> float:
    """FIB-4: age × AST / (platelets × √ALT).

    Raises
    ------
    ValueError
        If a value is not finite and positive.
    """
    _check(age=age_years, AST=ast_iu_per_l, ALT=alt_iu_per_l, platelets=platelets_10e9_per_l)
    return _exact(age_years * ast_iu_per_l / (platelets_10e9_per_l * math.sqrt(alt_iu_per_l)))


def _exact(value: float) -> float:
    """Without what binary fractions add: a score of just 1 is not above 1."""
    return round(value, 9)


def _check(**values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value > 0):
            raise ValueError(f"{name.replace('_', ' ')} must be a positive number, not {value}")
