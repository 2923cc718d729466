"""How Tesseract and its languages are installed on the user's system."""

import platform
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Packages:
    """How one package manager calls Tesseract and its languages."""

    install: str
    program: str
    language: str  # `{}` stands for the language

    def command(self, languages: tuple[str, ...], with_program: bool) -> str:
        names = [self.program] if with_program else []
        names += [self.language.format(language) for language in languages]
        return f"{self.install} {' '.join(dict.fromkeys(names))}"


_DEBIAN = _Packages("sudo apt install", "tesseract-ocr", "tesseract-ocr-{}")
_FEDORA = _Packages("sudo dnf install", "tesseract", "tesseract-langpack-{}")
_ARCH = _Packages("sudo pacman -S", "tesseract", "tesseract-data-{}")
_SUSE = _Packages("sudo zypper install", "tesseract-ocr", "tesseract-ocr-traineddata-{}")
_MAC = _Packages("brew install", "tesseract", "tesseract-lang")

#: By ID or ID_LIKE of /etc/os-release.
_LINUX = {
    "debian": _DEBIAN,
    "ubuntu": _DEBIAN,
    "fedora": _FEDORA,
    "rhel": _FEDORA,
    "centos": _FEDORA,
    "arch": _ARCH,
    "suse": _SUSE,
    "opensuse": _SUSE,
}
_ELSEWHERE = "see https://tesseract-ocr.github.io/tessdoc/Installation.html"
_TRAINED = "https://github.com/tesseract-ocr/tessdata_fast"


def system_name() -> str:
    """Name the user's system: "macos", "windows", or the IDs of a Linux, the closest first ("ubuntu debian")."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "unknown"
    return f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".strip()


def install_advice(system: str, languages: tuple[str, ...] = (), with_program: bool = True) -> str:
    """Say in one line how to install Tesseract, or only more languages for it, on `system` (see `system_name`)."""
    if system == "windows":
        if with_program:
            return "install it: winget install UB-Mannheim.TesseractOCR"
        files = " ".join(f"{language}.traineddata" for language in languages)
        return f"install it: put {files} of {_TRAINED} into Tesseract's tessdata folder"
    if system == "macos":
        packages: _Packages | None = _MAC
    else:
        packages = next((_LINUX[name] for name in system.split() if name in _LINUX), None)
    if packages is None:
        return f"install it: {_ELSEWHERE}"
    if packages in (_DEBIAN, _SUSE):  # Debian's package names have no underscore: tesseract-ocr-chi-sim
        languages = tuple(language.replace("_", "-") if packages is _DEBIAN else language for language in languages)
    return f"install it: {packages.command(languages, with_program)}"
