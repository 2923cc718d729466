"""Options and arguments that several commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardscan.cli.output import say
from cardscan.processes import how_many
from cardscan.processes.where import LOCAL, Cluster

if TYPE_CHECKING:
    from cardscan.actions.work import ReadAll
    from cardscan.processes.guarded import MakeRead
    from cardscan.processes.limits import Limits
    from cardscan.processes.pool import Pool

Decorated = Callable[..., Any]


def _languages(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(part for part in (value or "").replace(",", "+").split("+") if part)


def _home(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """A country's ISO code in capitals, "" for none."""
    if not value:
        return ""
    from phonenumbers import SUPPORTED_REGIONS  # loads slowly: not for `--help`

    if value.upper() not in SUPPORTED_REGIONS:
        raise click.BadParameter(f"{value!r} is no country's code; give its two letters, such as DE, GB or US")
    return value.upper()


def _cluster(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """A scheduler's address, or so many workers here; "" for none."""
    address = value or ""
    workers = address.removeprefix(LOCAL)
    if address.startswith(LOCAL) and workers.isdecimal() and 1 <= int(workers) <= how_many.MOST_PROCESSES:
        return address
    if address and not address.startswith(("tcp://", "tls://")):
        raise click.BadParameter(
            f"{address!r} is no cluster; give tcp://HOST:PORT or tls://HOST:PORT of a Dask scheduler, or {LOCAL}N for "
            f"N workers on this machine, at most {how_many.MOST_PROCESSES}"
        )
    return address


def _own_templates() -> Path:
    from cardscan.export.own import own_templates

    return own_templates()


photo_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))

who_argument = click.argument("who", metavar="WHO")

db_option = click.option(
    "--db",
    metavar="URL",
    envvar="CARDSCAN_DB",
    show_envvar=True,
    help="The store: a path, or postgresql://HOST/DATABASE.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one line each.")

note_option = click.option(
    "--note",
    type=click.Choice(["none", "short", "full"]),
    default="short",
    show_default=True,
    help="How much of your notes goes along: nothing, where and when you met, or all of it.",
)

lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "de", "fr", "es", "it", "pt"]),
    help="Language of the mail. Default: the one your note is written in, or English.",
)

templates_option = click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=_own_templates,
    show_default="templates, in cardscan's configuration folder",
    help="Folder with your own templates; they come first.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the user wants photos to be read."""

    engine: str = "both"
    tesseract: Path | None = None
    languages: tuple[str, ...] = ()
    home: str = ""  # ISO code of the user's country
    jobs: int = 1
    time_limit: float = 120.0  # seconds
    memory_limit: float = 2.0  # GB
    cluster: str = ""  # its address; "": none
    shared_path: bool = False
    cluster_tls: Path | None = None

    def make_read(self) -> "MakeRead":
        """Give what makes the reader in each process."""
        from cardscan.model import ReadOptions
        from cardscan.processes.pool import reader

        return partial(reader, ReadOptions(self.engine, self.tesseract, self.languages, self.home))

    def limits(self) -> "Limits":
        """Give what each photo may take."""
        from cardscan.processes.limits import GB, Limits

        return Limits(self.time_limit, round(self.memory_limit * GB))

    def read_all(self, photos: int) -> "ReadAll":
        """Give what reads that many photos, with no more processes than there are photos."""
        from cardscan.processes import pool

        jobs = max(1, min(self.jobs, photos))
        return partial(
            pool.read_all, make_read=self.make_read(), jobs=jobs, limits=self.limits(), cluster=self._cluster()
        )

    def pool(self) -> "Pool":
        """Give a pool that reads, and stays."""
        from cardscan.processes.pool import Pool

        return Pool(self.make_read(), self.jobs, self.limits(), self._cluster())

    def _cluster(self) -> Cluster | None:
        """Give the cluster to read on, having warned of one that anybody may use."""
        if not self.cluster:
            return None
        here = self.cluster.startswith(LOCAL)
        cluster = Cluster(self.cluster, self.shared_path or here, self.cluster_tls)
        if not cluster.protected:
            say(
                f"{cluster.address} is not protected: whoever reaches it can run programs on its workers, and see the "
                "photos; use tls:// (docs/scale.md), or a network that is yours alone"
            )
        return cluster


def together(kind: type, name: str, *options: Decorated) -> Callable[[Decorated], Decorated]:
    """Make what adds options to a command, which gets them all in one value of a kind, by a name."""

    def add(command: Decorated) -> Decorated:
        @wraps(command)
        def gathered(*arguments: Any, **given: Any) -> Any:
            chosen = {each: given.pop(each) for each in kind.__slots__ if each in given}  # type: ignore[attr-defined]
            return command(*arguments, **{name: kind(**chosen)}, **given)

        for option in options:
            gathered = option(gathered)
        return gathered

    return add


_limits = (
    click.option("--memory-limit", metavar="GB", type=click.FloatRange(0.6, 1024), default=2.0, show_default=True,
                 envvar="CARDSCAN_MEMORY_LIMIT", show_envvar=True,
                 help="Memory that a photo may take before it counts as failed; includes 0.4 GB for the readers."),
    click.option("--time-limit", metavar="SECONDS", type=click.FloatRange(1, 86400), default=120.0, show_default=True,
                 envvar="CARDSCAN_TIME_LIMIT", show_envvar=True,
                 help="Time that a photo, or a page of one, may take before it counts as failed."),
)  # fmt: skip

_readers = (
    click.option("--lang", "languages", metavar="LANGS", callback=_languages,
                 help="Tesseract languages, the likeliest first (deu+eng). Default: guessed for each card."),
    click.option("--tesseract", metavar="PATH", type=click.Path(path_type=Path), help="The tesseract program to use."),
    click.option("--engine", type=click.Choice(["both", "tesseract", "rapidocr"]), default="both",
                 show_default=True, help="Which reader's text counts."),
)  # fmt: skip

home_option = click.option(
    "--home", metavar="COUNTRY", callback=_home, envvar="CARDSCAN_HOME", show_envvar=True,
    help="Your country (DE, GB, US), for numbers without a country code on cards that name no country. Such a "
         "number is never sure. Default: none; the number stays as printed.",
)  # fmt: skip

_jobs_option = click.option(
    "--jobs", metavar="N", type=click.IntRange(1, how_many.MOST_PROCESSES), default=how_many.readers,
    show_default="one a processor, 2 GB of memory for each", help="How many photos are read at the same time.",
)  # fmt: skip

_cluster_options = (
    click.option("--cluster-tls", metavar="FOLDER", envvar="CARDSCAN_CLUSTER_TLS", show_envvar=True,
                 type=click.Path(path_type=Path, file_okay=False),
                 help="Folder with ca.pem, cert.pem and key.pem for tls://. Default: what Dask is configured with."),
    click.option("--shared-path", is_flag=True,
                 help="Workers of the cluster open photos by the same paths; else they are sent what is in them."),
    click.option("--cluster", metavar="ADDRESS", callback=_cluster, envvar="CARDSCAN_CLUSTER", show_envvar=True,
                 help="Read on a Dask cluster instead: tcp://HOST:PORT or tls://HOST:PORT of its scheduler, or local:N "
                      "for N workers here."),
)  # fmt: skip

_reading = partial(together, Reading, "reading")
reading_options = _reading(
    *_limits, *_cluster_options, _jobs_option, *_readers, home_option
)  # of commands that read many photos
reader_options = _reading(*_limits, *_readers, home_option)  # of one that reads photos one by one
limit_options = _reading(*_limits, home_option)  # of one that reads a photo
