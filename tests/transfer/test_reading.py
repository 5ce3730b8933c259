"""Only a whole file of a known format is taken; what is refused is told where."""

from pathlib import Path

import pytest

from fractal_goals.kit.errors import Malformed, NotFound, TooLarge
from fractal_goals.transfer import goals_json, reading
from fractal_goals.transfer.importing import read_source
from tests.transfer.old_server import goal, runner, written


def refused(path: Path, content: bytes) -> Malformed:
    path.write_bytes(content)
    with pytest.raises(Malformed) as caught:
        read_source(path)
    return caught.value


def test_a_file_cut_off_in_mid_save_is_refused_with_its_position(tmp_path: Path) -> None:
    whole = written(runner())
    cut = whole[: whole.index(b'"parent_ids"') + 14]
    problem = refused(tmp_path / "cut.json", cut)
    line = cut.count(b"\n") + 1
    assert problem.extra["line"] == line
    assert problem.extra["byte"] == len(cut)
    assert f"line {line}, column" in problem.detail
    assert f"(byte {len(cut)}): the file ends in the middle" in problem.detail


def test_every_cut_of_a_file_is_refused(tmp_path: Path) -> None:
    whole = written([goal("UltimateGoal", "Ä 🏃", description="x\ny")])
    for length in range(len(whole.rstrip())):
        problem = refused(tmp_path / "cut.json", whole[:length])
        assert problem.code in {"not_json", "empty_file"}
        assert int(str(problem.extra.get("byte", 0))) <= length


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"", "empty_file", None),
        (b"  \n ", "empty_file", None),
        (b'[\n  {"name": "\xff"}]', "not_utf8", (2, 13, 14)),
        ('[\n "é", x]'.encode(), "not_json", (2, 7, 9)),
        (b"\xef\xbb\xbf[x]", "not_json", (1, 3, 4)),
        ("[]".encode("utf-16"), "not_utf8", (1, 1, 0)),
        (b"[" * 100_000, "too_deep", None),
        (b'[{"attributes":' * 100_000, "too_deep", None),
        (b"[" + b"9" * 5000 + b"]", "not_json", None),
        (b"SQLite format 3\0" + bytes(100), "unknown_format", None),
        (b"{}", "unknown_format", None),
        (b'"text"', "unknown_format", None),
        (b"[1, 2]", "unknown_format", None),
        (b'[{"name": "no attributes"}]', "unknown_format", None),
    ],
)
def test_what_is_no_such_file_is_refused(
    tmp_path: Path, content: bytes, code: str, place: tuple[int, int, int] | None
) -> None:
    problem = refused(tmp_path / "file.json", content)
    assert problem.code == code
    if place is not None:
        assert tuple(problem.extra[name] for name in ("line", "column", "byte")) == place


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"\xef\xbb\xbf" + written(runner()))
    assert len(read_source(path)) == 4


def test_a_folder_and_an_absent_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="is not a file"):
        read_source(tmp_path)
    with pytest.raises(NotFound):
        read_source(tmp_path / "absent.json")


def test_a_file_or_a_list_without_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(written(runner()))
    monkeypatch.setattr(goals_json, "MAX_ROOTS", 3)
    with pytest.raises(TooLarge, match="4 roots"):
        read_source(path)
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(TooLarge, match="larger"):
        read_source(path)
