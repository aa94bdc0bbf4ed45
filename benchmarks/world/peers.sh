#!/bin/sh
# Set up the open resolvers that score_names.py can run beside ours, outside this repository.
#
#   sh benchmarks/world/peers.sh FOLDER
#   python benchmarks/world/score_names.py --peers FOLDER
#
# countrynames (MIT) maps names of countries in many languages to codes, hdx-python-country (MIT)
# names in English and French. Not set up: country_converter (GPL), pycountry (LGPL).
set -eu

folder=${1:?usage: peers.sh FOLDER}
python=${PYTHON:-python3}

mkdir -p "$folder"
if [ ! -x "$folder/python/bin/python" ]; then
  "$python" -m venv "$folder/python"
fi
"$folder/python/bin/pip" --disable-pip-version-check install --quiet \
  countrynames==1.17.0 hdx-python-country==4.2.5
echo "The peers are in $folder"
