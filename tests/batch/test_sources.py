from pathlib import Path

import pytest

from dlre_gui.batch.sources import find_sources
from dlre_gui.domain.errors import DlreError, FileMissingError


def filled(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    return root


def shown(paths: list[Path], out: Path) -> list[str]:
    return [source.shown for source in find_sources(paths, out).sources]


def test_names_are_relative_to_the_given_folder_in_natural_order(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "P10/a.png", "P2/b.png", "c.png")
    sources = find_sources([folder], tmp_path / "out").sources
    assert {(source.shown, source.folder) for source in sources} == {
        ("P2/b.png", "P2"),
        ("P10/a.png", "P10"),
        ("c.png", "in"),
    }
    names = [source.shown for source in sources]
    assert names.index("P2/b.png") < names.index("P10/a.png")


def test_several_folders_of_one_name_stay_apart(tmp_path: Path) -> None:
    folders = [filled(tmp_path / place / "exam", "0.png") for place in ("a", "b")]
    assert shown(folders, tmp_path / "out") == ["exam/0.png", "exam (2)/0.png"]


def test_a_folder_that_is_called_like_a_made_name_keeps_its_own_files(tmp_path: Path) -> None:
    folders = [filled(tmp_path / place, "0.png") for place in ("a/exam", "b/exam", "exam (2)")]
    assert shown(folders, tmp_path / "out") == ["exam/0.png", "exam (2)/0.png", "exam (2) (2)/0.png"]


def test_folders_whose_names_differ_in_capitals_only_are_told_apart_on_every_disk(tmp_path: Path) -> None:
    folders = [filled(tmp_path / place, "0.png") for place in ("a/exam", "b/Exam")]
    assert shown(folders, tmp_path / "out") == ["exam/0.png", "Exam (2)/0.png"]


def test_single_files_go_by_their_names(tmp_path: Path) -> None:
    root = filled(tmp_path / "in", "a.png", "other/a.png")
    assert shown([root / "a.png"], tmp_path / "out") == ["a.png"]
    both = find_sources([root / "a.png", root / "other" / "a.png"], tmp_path / "out").sources
    assert [(source.shown, source.folder) for source in both] == [("a.png", "in"), ("a.png (2)", "other")]


def test_a_file_given_twice_is_scored_once(tmp_path: Path) -> None:
    root = filled(tmp_path / "in", "a.png", "b.png")
    assert shown([root, root / "a.png"], tmp_path / "out") == ["in/a.png", "in/b.png"]


def test_an_output_folder_inside_is_passed_over_as_a_whole(tmp_path: Path) -> None:
    root = filled(tmp_path / "in", "a.png", "results/images.csv", "results/annotated/a.png.png")
    assert shown([root], root / "results") == ["a.png"]


def test_the_input_itself_may_be_the_output(tmp_path: Path) -> None:
    own = ("images.csv", "patients.csv", "run.json", "ledger.jsonl", "annotated/a.png.png")
    root = filled(tmp_path / "in", "a.png", "P1/annotated/b.png", *own)
    assert set(shown([root], root)) == {"a.png", "P1/annotated/b.png"}


def test_an_output_above_the_input_hides_nothing_of_it(tmp_path: Path) -> None:
    root = filled(tmp_path / "in", "a.png")
    assert shown([root], tmp_path) == ["a.png"]


def test_nothing_to_score_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileMissingError):
        find_sources([tmp_path / "absent"], tmp_path / "out")
    with pytest.raises(DlreError, match="no file"):
        find_sources([tmp_path / "empty"], tmp_path / "out")


def test_notes_and_tables_are_left_out_and_counted(tmp_path: Path) -> None:
    root = filled(tmp_path / "in", "P1/a.png", "P1/truth.json", "cohort.csv", "notes.TXT", "Thumbs.db")
    found = find_sources([root], tmp_path / "out")
    assert [source.shown for source in found.sources] == ["P1/a.png"]
    assert found.n_left_out == 4


def test_a_picture_called_a_text_is_scored_and_a_text_given_by_itself_is_told(tmp_path: Path) -> None:
    root = filled(tmp_path / "in", "notes.txt")
    (root / "screen.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert shown([root], tmp_path / "out") == ["screen.txt"]
    assert shown([root / "notes.txt"], tmp_path / "out") == ["notes.txt"]
