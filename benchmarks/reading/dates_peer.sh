#!/bin/sh
# Set up Recognizers-Text (MIT) outside this repository, for score_dates.py to run beside ours.
#
#   sh benchmarks/reading/dates_peer.sh FOLDER
#   python benchmarks/reading/score_dates.py --peer FOLDER
#
# Its last release imports a name that newer releases of emoji no longer have, hence that pin.
set -eu

folder=${1:?usage: dates_peer.sh FOLDER}
python=${PYTHON:-python3}

if [ ! -x "$folder/python/bin/python" ]; then
  mkdir -p "$folder"
  "$python" -m venv "$folder/python"
  "$folder/python/bin/pip" --disable-pip-version-check install --quiet \
    recognizers-text-date-time==1.0.2a2 emoji==1.7.0 grapheme==0.6.0
fi
echo "Recognizers-Text is in $folder"
