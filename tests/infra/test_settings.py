"""Settings come from the environment, and the page about them says what there is."""

from pathlib import Path

import pytest

from fractal_goals.infra.settings import Settings, load

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_lists_every_setting_and_no_other() -> None:
    listed = {
        line.split("`")[1]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    }
    expected = {f"FRACTAL_{name.upper()}" for name in Settings.__struct_fields__}
    assert listed == expected - {"FRACTAL_DATABASE_URL"} | {"DATABASE_URL"}


def test_the_data_folder_follows_xdg() -> None:
    assert load({"HOME": "/home/someone"}).data_dir == Path(
        "/home/someone/.local/share/fractal-goals"
    )
    assert load({"HOME": "/h", "XDG_DATA_HOME": "/data"}).data_dir == Path("/data/fractal-goals")
    assert load({"HOME": "/h", "FRACTAL_DATA_DIR": "/mine"}).data_dir == Path("/mine")
    assert load({"FRACTAL_DATA_DIR": "/mine"}, Path("/option")).data_dir == Path("/option")


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgresql://someone:secret@127.0.0.1/goals\n", encoding="utf-8")
    settings = load({"HOME": "/h", "DATABASE_URL_FILE": str(secret)})
    assert settings.database_url == "postgresql+psycopg://someone:secret@127.0.0.1/goals"
    assert not settings.is_sqlite


@pytest.mark.parametrize(
    ("name", "value"), [("FRACTAL_PORT", "eight"), ("DATABASE_URL", "mysql://127.0.0.1/goals")]
)
def test_a_value_that_cannot_be_read_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        load({"HOME": "/h", name: value})
