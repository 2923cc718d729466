"""Two independent readers read back what we export, in all scripts; bench/vcard_readers.py does it with 10,000."""

import pytest

from bench.readers import lacks_ez_vcard, lacks_ical_js
from bench.vcard_readers import SCRIPTS, differences, people

pytestmark = pytest.mark.skipif(bool(lacks_ical_js() or lacks_ez_vcard()), reason=lacks_ical_js() or lacks_ez_vcard())


@pytest.mark.parametrize("kind", ["vcf", "jcard"])
def test_both_readers_read_what_was_meant(kind: str) -> None:
    everyone = list(people(300, seed=4))
    assert len(everyone) > 10 * len(SCRIPTS)
    assert list(differences(everyone, kind)) == []


def test_a_lost_value_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    import bench.vcard_readers

    real = bench.vcard_readers.vcard
    monkeypatch.setattr(bench.vcard_readers, "vcard", lambda *of: real(*of).replace("TYPE=CELL:+44", "TYPE=CELL:+43"))
    assert any(": tel: meant" in line for line in differences(list(people(30, seed=4))))
