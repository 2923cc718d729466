"""Gather the head words of job titles from Faker's lists of jobs."""

import importlib
import pkgutil
import re
from collections import Counter

import faker.providers.job as faker_job

from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.text.folding import fold

#: Where the head of a title stands: first as in "gerente de ventas", last as in "sales manager".
FIRST = ("es", "fr", "pt", "ro", "vi", "pl", "ru", "uk", "mk", "hr", "bs", "el", "fa", "ar")
LAST = ("de", "da", "fi", "hu", "tr", "az", "cs", "sk", "hy", "ka")
#: The last letters of Chinese, Japanese and Korean words for a person who does a job.
PERSON = re.compile(
    r"[师師员員长長监監家手医醫官匠士者裁表导導]$|工程师$|[사원장자가수공]$|(?:ナー|ター|リスト|ニア|マー|ラー)$"
)
LEAST = 3  # jobs of a language that start, or end, with a word before it counts as a head


def heads(names: set[str], ordinary: dict[str, float]) -> set[str]:
    """Return words that make a line a job title; none that is a person's name, or an ordinary word of English."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(faker_job.__path__):
        jobs = importlib.import_module(f"{faker_job.__name__}.{module.name}").Provider.jobs
        language = module.name[:2]
        if language in ("ja", "zh", "ko"):
            pieces = (piece.strip() for job in jobs for piece in re.split(r"[/()（）、，\s]", job))
            found |= {fold(p) for p in pieces if 2 <= len(p) <= 8 and PERSON.search(p)}
        elif language in FIRST + LAST:
            found |= _latin_heads([_both_sexes(job) for job in jobs], 0 if language in FIRST else -1)
    known = lexicon("titles").words
    return {w for w in found if w not in known and w not in names and ordinary.get(w, 0.0) < 2 and len(w) > 1}


def _latin_heads(jobs: list[str], place: int) -> set[str]:
    words = [[w for w in re.findall(r"[^\W\d_]+", fold(job)) if len(w) > 3] for job in jobs]
    ends = Counter(w[place] for w in words if w)
    return {w[0] for w in words if len(w) == 1} | {word for word, count in ends.items() if count >= LEAST}


def _both_sexes(job: str) -> str:
    """Take the star out of "Archivar*in", and all but the first of "Archäologe / Archäologin"."""
    return re.split(r"\s*[/(,-]\s", job.replace("*in", "").replace("/in", "").replace("*r", "r"))[0]
