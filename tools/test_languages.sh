#!/bin/sh
# Have Tesseract and the languages of cards that cardscan knows for the tests; where that may not be, say what is left out.
set -u
languages="ara ces chi-sim chi-tra dan deu ell fin fra heb hin hun ita jpn kor nld pol por rus slk spa srp swe tha tur ukr vie"

packages="tesseract-ocr tesseract-ocr-osd"
for language in $languages; do packages="$packages tesseract-ocr-$language"; done
# shellcheck disable=SC2086 - it is a list of words
if ! sh "$(dirname "$0")/apt_install.sh" $packages; then
    echo "Tests that need a language which Tesseract does not have here are left out; pytest lists them at the end." >&2
fi
exit 0
