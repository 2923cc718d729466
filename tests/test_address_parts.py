"""Printed addresses of forty countries have parts, and can be put together again from them. All are invented."""

import re
from collections import Counter

import pytest
from printed import WIDTH, printed

from cardscan.model import Contact, Field
from cardscan.parse.card import parse_card

#: Country -> an address as it is printed, a line each.
PRINTED = {
    "AE": ["Office 204, Quay Tower, Al Marsa Street", "P.O. Box 48213, Dubai, UAE"],
    "AR": ["Av. Velmar 1420, Piso 3", "C1048AAB Buenos Aires, Argentina"],
    "AT": ["Tarnbachgasse 12/4", "1070 Wien, Österreich"],
    "AU": ["Level 4, 220 Kelp Street", "Fitzroy VIC 3065"],
    "BE": ["Kelpstraat 14", "2000 Antwerpen, België"],
    "BR": ["Rua das Tarnas, 321 - Sala 4", "Curitiba - PR, 80420-170"],
    "CA": ["1802 Ostrel Avenue, Suite 300", "Montreal, QC H3A 1B9"],
    "CH": ["Quellweg 5", "8001 Zürich"],
    "CL": ["Calle Velmar 245, Of. 12", "Santiago, Chile"],
    "CN": ["浙江省杭州市西湖区云栖路18号"],
    "CZ": ["Tarnová 14", "110 00 Praha 1"],
    "DE": ["Tarnweg 7a", "72336 Balingen"],
    "DK": ["Kelpvej 22, 3. th.", "2100 København Ø"],
    "ES": ["C/ Velmar, 14, 2º B", "28004 Madrid"],
    "FI": ["Kelpkatu 8 A", "00120 Helsinki"],
    "FR": ["14 bis, rue des Tarnes", "69006 Lyon"],
    "GB": ["Quay House, 9 Mill Lane", "Bristol BS1 4QT"],
    "GR": ["Οδός Ταρνών 14", "106 71 Αθήνα"],
    "HK": ["Unit 1204, 12/F, Kelp Centre", "88 Ostrel Road, Wan Chai, Hong Kong"],
    "HU": ["1052 Budapest, Tarna utca 14."],
    "ID": ["Jl. Kelapa Tarna No. 14", "Jakarta Selatan 12190"],
    "IE": ["14 Kelp Quay", "Dublin 2, D02 X285"],
    "IL": ["14 Kelp Street", "Tel Aviv 6971048"],
    "IN": ["14, Tarna Complex, M.G. Road", "Pune - 411 001, Maharashtra"],
    "IT": ["Via delle Tarne, 21", "25030 Brescia (BS)"],
    "JP": ["〒450-0002 名古屋市中村区名駅4-5-28"],
    "KE": ["3rd Floor, Kelp Plaza, Moi Avenue", "P.O. Box 48213-00100, Nairobi, Kenya"],
    "KR": ["서울특별시 강남구 타른로 152 (06236)"],
    "MA": ["14, rue Ibn Tarna, 3ème étage", "20100 Casablanca, Maroc"],
    "MX": ["Calle Velmar 245, Col. Roma", "06700 Ciudad de México"],
    "NL": ["Kelpkade 14", "1017 AB Amsterdam"],
    "NO": ["Kelpveien 14", "0150 Oslo"],
    "PL": ["ul. Tarnowa 14/3", "00-950 Warszawa"],
    "PT": ["Rua das Tarnas, 14 - 2º Esq.", "1200-109 Lisboa"],
    "RU": ["109044, г. Москва, ул. Тарновая, д. 18"],
    "SE": ["Kelpgatan 14", "111 22 Stockholm"],
    "SG": ["10 Ostrel Road #21-05 Kelp Plaza", "Singapore 079903"],
    "TR": ["Tarna Cad. No: 14 Kat: 3", "34394 Şişli / İstanbul"],
    "TW": ["台北市信義區塔恩路14號5樓"],
    "US": ["1600 Kelp St., Suite 220", "Philadelphia, PA 19103"],
    "VN": ["25 Tarna, Phường 6, Quận 3", "TP. Hồ Chí Minh, Việt Nam"],
    "ZA": ["14 Kelp Road, Gardens", "Cape Town 8001"],
}
LABELS = {"г"}  # of a town: what says that it is one is no part of its name
PARTS = ("street", "city", "region", "code", "country")


def contact_of(country: str) -> Contact:
    lines = printed("Quillvane Bookbinders", "Edda Brackwyth", "edda@kelpwick.com", *PRINTED[country])
    return parse_card(lines, 60 * WIDTH)


def words(text: str) -> Counter[str]:
    """The words of a text; of an unspaced script its letters."""
    return Counter(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+", text.casefold()))


def address_of(country: str) -> Field:
    addresses = contact_of(country).adr
    assert len(addresses) == 1, [adr.value for adr in addresses]
    return addresses[0]


@pytest.mark.parametrize("country", PRINTED)
def test_an_address_is_found_whole_and_has_parts(country: str) -> None:
    adr = address_of(country)
    assert words(adr.value) == words(" ".join(PRINTED[country]))
    assert set(adr.parts) <= set(PARTS)
    assert "street" in adr.parts and len(adr.parts) > 1


@pytest.mark.parametrize("country", PRINTED)
def test_an_address_is_put_together_again_from_its_parts(country: str) -> None:
    """Nothing is lost, and nothing said twice."""
    adr = address_of(country)
    together = words(" ".join(adr.parts.values()))
    assert not together - words(adr.value)
    lost = words(adr.value) - together
    assert set(lost) <= LABELS, lost
