"""docs/scale.md and its compose file hold what programs take; bench/scale.py reckons right."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from defusedxml import ElementTree
from distributed.cli.dask_scheduler import main as dask_scheduler
from distributed.cli.dask_worker import main as dask_worker

from bench.plots import Series, plot
from bench.scale_writer import Times, report, saturation, simulate
from cardscan.cli.ingest import ingest

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "scale.md").read_text(encoding="utf-8")
PROGRAMS: Mapping[str, click.Command] = {
    "dask scheduler": dask_scheduler,
    "dask worker": dask_worker,
    "cardscan ingest": ingest,
}


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load((DOCS / "compose.yaml").read_text(encoding="utf-8"))


def understood(command: str) -> None:
    """Parse a command as its program does. What is a file there need not be one here."""
    words = shlex.split(command)
    program = PROGRAMS[" ".join(words[:2])]
    known = {option for parameter in program.params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = {word for word in words[2:] if word.startswith("--")}
    assert given <= known
    flags = {
        option
        for each in program.params
        if getattr(each, "is_flag", False)
        for option in (*each.opts, *each.secondary_opts)
    }
    values = [words[place + 1] for place, word in enumerate(words) if word in given - flags]
    assert not any(value.startswith("--") for value in values)


def test_each_service_of_the_compose_file_runs_what_there_is(compose: Any) -> None:
    services = compose["services"]
    assert {"scheduler", "worker", "database", "coordinator"} == services.keys()
    commands = {name: each["command"] for name, each in services.items() if "command" in each}
    for command in commands.values():
        understood(command)
    assert "--nthreads 1" in commands["worker"]
    assert "--memory-limit 0" in commands["worker"]
    assert services["worker"]["environment"]["DASK_DISTRIBUTED__WORKER__DAEMON"] == "False"


def test_what_the_services_name_is_there(compose: Any) -> None:
    for service in compose["services"].values():
        assert "image" in service or "build" in service
        assert set(service.get("depends_on", ())) <= compose["services"].keys()
        assert set(service["networks"]) <= compose["networks"].keys()
        assert set(service["secrets"]) <= compose["secrets"].keys()
        named = {volume.partition(":")[0] for volume in service.get("volumes", ()) if not volume.startswith("$")}
        assert named <= compose["volumes"].keys()
        mounted = set(re.findall(r"/run/secrets/([\w.]+)", str(service)))
        assert mounted <= set(service["secrets"])


def test_nothing_of_the_compose_file_is_reached_from_outside_or_without_a_key(compose: Any) -> None:
    assert compose["networks"] == {"inside": {"internal": True}}
    assert not any("ports" in service for service in compose["services"].values())
    assert "tcp://" not in str(compose)


@pytest.mark.parametrize("program", ["dask scheduler", "dask worker"])
def test_commands_of_the_page_are_understood(program: str) -> None:
    [command] = re.findall(rf"(?m)^    .*?({program}(?:.*\\\n)*.*)$", PAGE)
    understood(command.replace("\\\n", " "))


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the keys")
def test_the_keys_of_the_page_are_those_that_a_cluster_takes(tmp_path: Path) -> None:
    from distributed.security import Security

    block = PAGE.partition("<!-- keys -->")[2].partition("\n\n")[2]
    commands = [line.strip() for line in block.splitlines()[: block.splitlines().index("")]]
    subprocess.run(["/bin/sh", "-ec", "\n".join(commands)], cwd=tmp_path, check=True, capture_output=True)
    ca, certificate, key = (str(tmp_path / "keys" / name) for name in ("ca.pem", "cert.pem", "key.pem"))
    Security(tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key).get_connection_args("client")
    subprocess.run(["openssl", "verify", "-CAfile", ca, certificate], check=True, capture_output=True)


def test_one_worker_is_as_fast_as_it_reads_and_many_as_fast_as_one_stores() -> None:
    times = Times(reading=[1.0], sending=0.01, storing=0.04)
    assert simulate(times, 1, 1000).rate == pytest.approx(1.0, rel=0.01)
    assert simulate(times, 10, 1000).rate == pytest.approx(10.0, rel=0.02)
    many = simulate(times, 1000, 5000)
    assert many.rate == pytest.approx(1 / 0.05, rel=0.01)
    assert many.busy == pytest.approx(1.0, rel=0.01)
    assert saturation(times) == pytest.approx(20)


def test_the_report_has_a_row_for_each_number_of_workers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report(Times([1.0, 2.0], 0.01, 0.02), tmp_path / "x.svg")
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1] == ["one", "writer", "keeps", "50", "workers", "busy"]
    assert [row[0] for row in rows[5:]] == ["1", "2", "5", "10", "20", "50", "100", "200", "500", "1000"]
    drawn = ElementTree.fromstring((tmp_path / "x.svg").read_text())
    assert sum(each.tag.endswith("polyline") for each in drawn.iter()) == 4


def test_a_plot_goes_up_where_values_do() -> None:
    drawn = ElementTree.fromstring(plot([Series("a < b", [(1, 1), (10, 100), (100, 10_000)])], "people", "seconds"))
    [line] = (each for each in drawn.iter() if each.tag.endswith("polyline"))
    points = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
    assert points == sorted(points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
    assert "a < b" in [each.text for each in drawn.iter()]
