"""Which files are photos: told by what is in them, and in folders first by what they are called."""

import re
from collections import Counter

#: What is read, and how such files are called; the first is how one is called whose name says nothing.
READ = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    "PNG": (".png",),
    "WebP": (".webp",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp",),
    "GIF": (".gif",),
    "HEIC": (".heic", ".heif", ".hif"),
    "AVIF": (".avif",),
    "PDF": (".pdf",),
}
#: Photos too, but nothing here decodes them.
LEFT_OUT = {
    "JPEG XL": (".jxl",),
    "JPEG 2000": (".jp2", ".j2k", ".jpx"),
    "Photoshop": (".psd", ".psb"),
    "DNG": (".dng",),
    "CR2": (".cr2",),
    "CR3": (".cr3",),
    "NEF": (".nef", ".nrw"),
    "ARW": (".arw",),
    "RAF": (".raf",),
    "ORF": (".orf",),
    "RW2": (".rw2",),
    "PEF": (".pef",),
    "SRW": (".srw",),
}
#: No photos, but people: `cardscan add` takes them.
CONTACTS = {"vCard": (".vcf", ".vcard"), "e-mail": (".eml",)}
ADD = "cardscan add FILE takes the people in vCards and e-mails"
SUFFIXES = frozenset(suffix for suffixes in READ.values() for suffix in suffixes)
KINDS = f"photos are {', '.join(list(READ)[:-1])} and {list(READ)[-1]}"
AGAIN = "copy it again from the camera, or save it as a JPEG from another program"
AS_JPEG = "export them as JPEG from the program that you view them with"

HEAD = 1024  # bytes from the beginning that tell what a file is; a PDF may have others before its own
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_BRANDS = {"AVIF": (b"avif", b"avis"), "CR3": (b"crx ",), "HEIC": (b"hei", b"hev", b"mif1", b"msf1")}
_BEGINNINGS = {
    "JPEG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "JPEG XL": (b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"),
    "JPEG 2000": (b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"),
    "Photoshop": (b"8BPS",),
    "RAF": (b"FUJIFILMCCD-RAW",),
    "ORF": (b"IIRO", b"IIRS", b"MMOR"),
    "RW2": (b"IIU\0",),
}
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,9}", re.I)  # ".12" of "2026-10-15 19.30.12" is none
_LEFT_OUT = {suffix: kind for kind, suffixes in LEFT_OUT.items() for suffix in suffixes}
_CONTACTS = {suffix: kind for kind, suffixes in CONTACTS.items() for suffix in suffixes}


def kind_of(head: bytes) -> str:
    """Tell by the beginning of a file what it is, of READ and LEFT_OUT; "" for anything else."""
    for kind, beginnings in _BEGINNINGS.items():
        if head.startswith(beginnings):
            return kind
    if head.startswith(_TIFF):
        return "CR2" if head[8:10] == b"CR" else "TIFF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return "BMP"
    if head[4:8] == b"ftyp":
        brands = [head[at : at + 4] for at in (8, *range(16, min(int.from_bytes(head[:4]), HEAD), 4))]
        return next((kind for kind, of in _BRANDS.items() for brand in brands if brand.startswith(of)), "")
    return "PDF" if b"%PDF-" in head else ""


def suffix_of(name: str) -> str:
    """Give the suffix of a name in lower case, "" where what follows its last dot is none."""
    _, dot, end = name.rpartition(".")
    return f".{end}".lower() if dot and _SUFFIX.fullmatch(f".{end}") else ""


def kind_called(name: str) -> str:
    """Tell by a file's name what of LEFT_OUT it is; "" for anything else."""
    return _LEFT_OUT.get(suffix_of(name), "")


def contacts_called(name: str) -> str:
    """Tell by a file's name what of CONTACTS it is; "" for anything else."""
    return _CONTACTS.get(suffix_of(name), "")


def said_left_out(kinds: "Counter[str]") -> str:
    """Say what is left out, and what to do: "2 JPEG XL, 1 DNG are left out (…)"."""
    people = Counter({kind: number for kind, number in kinds.items() if kind in CONTACTS})
    said = [(kinds - people, f"this kind cannot be read ({AS_JPEG})"), (people, f"no photos ({ADD})")]
    return "\n".join(_said(some, why) for some, why in said if some)


def _said(kinds: "Counter[str]", why: str) -> str:
    counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return f"{counts} {'is' if kinds.total() == 1 else 'are'} left out: {why}"
