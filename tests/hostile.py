"""Small files that take their reader long, or much memory: made on purpose, as an enemy would."""

import struct
from io import BytesIO

from PIL import Image


def nested_pdf(draws: int = 1, depth: int = 25, side: int = 1400) -> bytes:
    """A PDF whose page draws a form that draws a form…; each is see-through, and has a picture of its own meanwhile.

    Where each is drawn twice the last is drawn 2**25 times.
    """
    box = f"/BBox [0 0 {side} {side}]"
    state = "/ExtGState << /S << /ca 0.5 /CA 0.5 >> >>"
    content = "/S gs" + " /F Do" * draws
    forms = [
        f"<< /Type /XObject /Subtype /Form {box} /Group << /S /Transparency >> "
        f"/Resources << {state} /XObject << /F {5 + n + 1} 0 R >> >> /Length {len(content)} >>\n"
        f"stream\n{content}\nendstream"
        for n in range(depth)
    ]
    last = f"<< /Type /XObject /Subtype /Form {box} /Length 18 >>\nstream\n0 0 9999 9999 re f\nendstream"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {side} {side}] /Contents 4 0 R "
        f"/Resources << {state} /XObject << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *forms,
        last,
    ]
    out = BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for number, each in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{each}\nendobj\n".encode())
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def tiff(directories: int = 200_000) -> bytes:
    """A TIFF with so many pages, each of one pixel."""
    entries = (
        (256, 3, 1, 1),  # width
        (257, 3, 1, 1),  # height
        (258, 3, 1, 8),  # bits
        (259, 3, 1, 1),  # not compressed
        (262, 3, 1, 1),  # black is 0
        (273, 4, 1, 8),  # where its pixel is
        (277, 3, 1, 1),
        (278, 3, 1, 1),
        (279, 4, 1, 1),
    )
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *each) for each in entries)
    first, size = 16, len(directory) + 4
    nexts = (first + size * number for number in range(1, directories))
    body = b"".join(directory + struct.pack("<I", each) for each in (*nexts, 0))
    return b"II*\0" + struct.pack("<I", first) + b"\xff" + b"\0" * 7 + body


def scanned_jpeg(scans: int = 400, side: int = 6000) -> bytes:
    """A progressive JPEG that goes over its pixels again and again."""
    out = BytesIO()
    Image.new("L", (side, side), 90).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")  # the last scan, down to the end of the picture
    return data[:last] + data[last:-2] * scans + data[-2:]
