"""The catalogue and the builder show what the API holds."""

from tests.support.api import FractalApi, new_fractal


def test_the_catalogue_shows_every_activity_and_group(fractal: FractalApi) -> None:
    group = fractal.make("/activity-groups", name="Technique & more")
    for number in range(210):
        fractal.make("/activities", name=f"Drill <{number}>", group_id=group["id"])
    gone = fractal.make("/activities", name="Gone")
    fractal.remove(f"/activities/{gone['id']}")
    page = fractal.client.get(f"/fractals/{fractal.id}/activities")
    assert page.status_code == 200
    assert "Technique &amp; more" in page.text
    assert page.text.count("Drill &lt;") >= 210
    assert "Gone" not in page.text


def test_the_builder_shows_an_activity_with_its_metrics_and_splits(fractal: FractalApi) -> None:
    row = fractal.make(
        "/activities",
        name="Scales",
        metrics=[{"name": "Tempo"}, {"name": "Retired", "is_active": False}],
        splits=[{"name": "Left hand"}],
    )
    page = fractal.client.get(f"/fractals/{fractal.id}/activities/{row['id']}")
    assert page.status_code == 200
    for text in ("Scales", "Tempo", "Retired", "Left hand", row["metrics"][0]["id"]):
        assert text in page.text
    assert fractal.client.get(f"/fractals/{fractal.id}/activities/new").status_code == 200


def test_a_builder_of_what_is_not_there_says_so(fractal: FractalApi) -> None:
    foreign = new_fractal(fractal.client).make("/activities", name="Foreign")["id"]
    trashed = fractal.make("/activities", name="Gone")["id"]
    fractal.remove(f"/activities/{trashed}")
    for row_id in (foreign, trashed, "absent"):
        page = fractal.client.get(f"/fractals/{fractal.id}/activities/{row_id}")
        assert page.status_code == 404
        assert page.headers["content-type"].startswith("text/html")
