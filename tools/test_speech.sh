#!/bin/sh
# With CARDSCAN_SOAK=1 have what hears memos, a model (280 MB in all) and a voice that speaks, for a test with real speech.
set -u
[ -n "${CARDSCAN_SOAK:-}" ] || exit 0
cd "$(dirname "$0")/.." || exit 0
if ! { sh tools/apt_install.sh espeak-ng || command -v espeak-ng >/dev/null; } ||
    ! .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[voice]' ||
    ! { [ -s .voice-model/model.bin ] || .venv/bin/python tools/voice_model.py .voice-model; }; then
    echo "The test with real speech is left out; pytest lists it at the end." >&2
fi
exit 0
