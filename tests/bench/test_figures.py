"""What wrk says, and what is made of it."""

import pytest

from bench import nginx, wrk
from bench.__main__ import main
from bench.figures import Spread, cells, ratios, share, table, verdict
from bench.pages import pages
from bench.rounds import BARE, EIGHT, FRONT, Plan
from bench.sites import UNIT, server_options
from bench.wrk import Measure, NoAnswerError, WrkError, parse

SAID = """\
Running 2s test @ http://127.0.0.1:8000/
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.13ms    2.17ms  29.68ms   96.55%
    Req/Sec    11.13k     1.58k   13.33k    75.00%
  Latency Distribution
     50%  640.00us
     75%    0.99ms
     90%    1.67ms
     99%   12.13ms
  22138 requests in 2.00s, 166.43MB read
Requests/sec:  11063.08
Transfer/sec:     83.17MB
"""


def test_what_wrk_says_is_read_in_milliseconds() -> None:
    assert parse(SAID) == Measure(rate=11063.08, median=0.64, p99=12.13)


@pytest.mark.parametrize(("written", "p99"), [("1.20s", 1200), ("1.50m", 90_000), ("12.13ms", 12.13)])
def test_slow_answers_have_other_units(written: str, p99: float) -> None:
    assert parse(SAID.replace("12.13ms", written)).p99 == p99


def test_errors_are_no_figures() -> None:
    with pytest.raises(WrkError, match="12 answers"):
        parse(SAID + "  Non-2xx or 3xx responses: 12\n")
    with pytest.raises(WrkError, match="connections failed"):
        parse(SAID + "  Socket errors: connect 0, read 3, write 0, timeout 0\n")
    with pytest.raises(NoAnswerError):
        parse(SAID.replace("11063.08", "0.00"))


def test_a_figure_is_the_median_of_the_rounds_with_the_lowest_and_the_highest() -> None:
    spread = Spread.of([3.0, 1.0, 2.0])
    assert (spread.median, spread.lowest, spread.highest) == (2, 1, 3)
    with pytest.raises(ValueError, match="no round"):
        Spread.of([])


def test_ratios_are_those_of_each_round() -> None:
    slow_then_quick = [Measure(50, 1, 1), Measure(90, 1, 1)]
    against = [Measure(100, 1, 1), Measure(100, 1, 1), Measure(100, 1, 1)]
    spread = Spread.of(ratios(slow_then_quick, against))
    assert spread.written(share) == "70% (50%..90%)"
    assert verdict(spread, 0.7) == "yes"
    assert verdict(spread, 0.71) == "no: 71% is wanted"


def test_figures_are_written_with_their_spread() -> None:
    assert cells([Measure(1000, 0.5, 12.25), Measure(12_000, 1.5, 12.25)]) == ["6 500 (1 000..12 000)", "1.00", "12.2"]


def test_a_table_lines_up() -> None:
    assert table(["page", "/s"], [["home", "12"], ["a", "1 000"]]) == (
        "| page |    /s |\n| ---- | ----: |\n| home |    12 |\n| a    | 1 000 |"
    )


def test_the_last_page_is_the_last() -> None:
    paths = {page.name: page.path for page in pages(10_000)}
    assert paths["list, last page"] == "/articles/?page=667"
    assert paths["article"] == "/articles/essai-5001/"
    assert paths["interview"] == "/entretiens/essai-5000/"
    assert {page.slug for page in pages(10)} == {
        *("home", "list-first-page", "list-last-page", "article", "interview", "person", "search"),
    }


def test_nginx_is_compared_on_the_addresses_that_it_keeps() -> None:
    plan = Plan(pages(100), {"SQLite cached": "http://a"}, "http://bare", "http://nginx/same-bytes", "http://nginx")
    of = {page.name: {(each.name, each.connections) for each in plan.targets(page)} for page in plan.pages}
    assert (BARE, EIGHT) in of["search"]
    assert (FRONT, EIGHT) not in of["search"]
    assert (FRONT, EIGHT) in of["article"]
    assert plan.count == sum(map(len, of.values()))


def test_the_server_is_that_of_production() -> None:
    options = server_options(UNIT.read_text())
    assert any(option.startswith("--threads=") for option in options)
    assert not any(option.startswith(("--bind", "--workers")) for option in options)
    with pytest.raises(ValueError, match="no longer"):
        server_options("[Service]\nExecStart=/bin/true\n")


def test_a_configuration_that_lost_what_is_replaced_is_not_measured_by_halves() -> None:
    configuration = nginx.CONFIGURATION.read_text().replace("127.0.0.1:8081", "127.0.0.1:9999")
    place = nginx.Place(UNIT.parent, UNIT.parent, 1, 2, 3)
    with pytest.raises(ValueError, match="no longer has"):
        nginx.render(configuration, place)


def test_without_wrk_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wrk, "is_here", lambda: False)
    assert main([]) == 1
    assert "apt install wrk" in capsys.readouterr().err
