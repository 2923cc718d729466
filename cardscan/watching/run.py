"""Set a watch up: checked, alone with its store, and stopped in good order."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from signal import SIGINT

from cardscan.processes.pool import Pool
from cardscan.processes.stop import Stop
from cardscan.store import open_store
from cardscan.text.wording import counted
from cardscan.watching.guarding import alone, check_folders
from cardscan.watching.loop import Outcome, Plan, Watcher
from cardscan.watching.waking import Waker

Say = Callable[[str], None]


def watch(plan: Plan, pool: Pool, say: Say, shows: Sequence[Say]) -> tuple[Outcome, bool]:
    """Watch as planned until a signal comes; return what came of it, and whether Ctrl-C ended it.

    `say` is told what happens, each of `shows` what came in when there is a pause.
    Raises InputError, StoreError and SetupError where it cannot begin; later it waits for the store.
    """
    with open_store(plan.db) as store:
        place = store.place
    plan = replace(plan, folders=check_folders(plan.folders, place), db=place.address)

    def show(text: str) -> None:
        for each in shows:
            each(text)

    waker = Waker(native=plan.poll is None and not plan.once)
    with alone(place), closing(waker), closing(pool), Stop(waker.wake) as stop:
        if not plan.once:
            say(f"watching {counted(len(plan.folders), 'folder')}: {', '.join(map(str, plan.folders))}")
        outcome = Watcher(plan, pool, waker, stop, say, show).run()
    return outcome, stop.signal == SIGINT
