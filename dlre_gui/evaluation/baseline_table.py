"""Table 1: who the patients are."""

from __future__ import annotations

from dlre_gui.evaluation.baseline import Baseline, BaselineRow, Summary
from dlre_gui.evaluation.table import Cell, Column, Table, p_value

NOTE = (
    "Mean ± SD, or n (%), of the patients in whom it is known ([n] where not of all). p between the last two "
    "columns: Student's t where both groups look normal (Shapiro–Wilk p ≥ 0.05), else Mann–Whitney's U; χ², "
    "or Fisher's exact test where expected counts are small (Cochran's rule)."
)


def baseline_table(made: Baseline) -> Table:
    """Table 1: who the patients are."""
    keys = [f"group_{place}" for place in range(len(made.groups))]
    columns = [Column("fact", "")]
    columns += [
        Column(key, f"{name} (n = {size})")
        for key, name, size in zip(keys, made.groups, made.sizes, strict=True)
    ]
    columns += [Column("p", "p", p_value), Column("test", "Test")]
    rows = tuple(_baseline_row(row, keys, made.sizes) for row in made.rows)
    return Table("table-1-baseline", "Table 1. Baseline characteristics", tuple(columns), rows, (NOTE,))


def _baseline_row(row: BaselineRow, keys: list[str], sizes: tuple[int, ...]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"fact": row.title}
    if row.test is not None:
        cells |= {"p": row.test.p, "test": row.test.name}
    for place, (key, value) in enumerate(zip(keys, row.numbers, strict=True)):
        if isinstance(value, Summary):
            cells[key] = _mean_sd(value, sizes[place])
        elif isinstance(value, int):
            total = row.totals[place]
            cells[key] = f"{value} ({100 * value / total:.1f} %)" if total else "–"
    return cells


def _mean_sd(value: Summary, size: int) -> str:
    """With the number of patients where it is not known of all."""
    if not value.n:
        return "–"
    places = 1 if abs(value.mean) >= 10 else 2
    spread = f" ± {value.sd:.{places}f}" if value.n > 1 else ""
    return f"{value.mean:.{places}f}{spread}" + (f" [n = {value.n}]" if value.n < size else "")
