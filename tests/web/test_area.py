"""An area leaves out its routes only for paths that none of them fits."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.web.area import Area


def _app() -> FastAPI:
    first, second, app = Area(prefix="/api"), Area(), FastAPI()

    @first.get("/things/{name}/parts")
    @first.get("/things")
    async def _things(name: str = "all") -> str:
        return f"things {name}"

    @second.post("/{name}.csv")
    @second.get("/{name}")
    async def _any(name: str) -> str:
        return f"any {name}"

    app.include_router(first)
    app.include_router(second)
    return app


def test_each_path_finds_its_route_and_every_other_answer_stays_what_it_is() -> None:
    with TestClient(_app(), follow_redirects=False) as client:
        answers = {
            (method, path): client.request(method, path)
            for method, path in (
                ("GET", "/api/things"), ("GET", "/api/things/가 나/parts"), ("GET", "/front"),
                ("POST", "/front.csv"), ("POST", "/api/things"), ("GET", "/api/things/"),
                ("GET", "/api/things/a/b/parts"),
            )
        }  # fmt: skip
    told = [one.json() if one.status_code == 200 else one.status_code for one in answers.values()]
    assert told == ["things all", "things 가 나", "any front", "any front", 405, 307, 404]
    assert answers["GET", "/api/things/"].headers["location"].endswith("/api/things")


def test_a_path_under_which_a_proxy_shows_the_service_is_left_out() -> None:
    with TestClient(_app(), root_path="/under") as client:
        assert client.get("/under/api/things").json() == "things all"
