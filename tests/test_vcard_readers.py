"""Two independent readers read back what we export, in all scripts; bench/vcard_readers.py does it with 10,000."""

import base64
import io

import pytest
from PIL import Image

from bench.readers import ez_vcard, ical_js, lacks_ez_vcard, lacks_ical_js
from bench.vcard_readers import SCRIPTS, differences, people
from cardscan.export.vcard import vcard
from cardscan.photos.small import small_jpeg

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


def test_both_readers_give_back_the_picture() -> None:
    out = io.BytesIO()
    Image.effect_noise((400, 240), 90).save(out, "PNG")
    [who] = people(1, seed=4)
    jpeg = small_jpeg(out.getvalue())
    data = vcard(who, photo=jpeg).encode()
    for read, before in ((ical_js, ""), (ez_vcard, "data:image/jpeg;base64,")):
        [photo] = [line for line in read(data)[0][1] if line[0] == "photo"]
        assert photo[3] == before + base64.b64encode(jpeg).decode()
