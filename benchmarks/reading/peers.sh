#!/bin/sh
# Set up the open coders that score_reader.py can run beside ours, outside this repository.
#
#   sh benchmarks/reading/peers.sh FOLDER [ADDRESS]
#   python benchmarks/reading/score_reader.py --peers FOLDER --reader universalpetrarch
#
# UniversalPetrarch (MIT) at a pinned commit, with networkx 1.11, which needs Python 3.7: give
# another interpreter with PYTHON37=/path/to/python3.7. ADDRESS replaces the address to clone from.
# PETRARCH2 is not set up: it needs Python 2 and trees of a constituency parser (CoreNLP), so it
# cannot go from raw text to events here.
set -eu

folder=${1:?usage: peers.sh FOLDER [ADDRESS]}
address=${2:-https://github.com/openeventdata/UniversalPetrarch}
commit=067552d83956f552d355256bf200e89ec9fdb7dc
python=${PYTHON37:-python3.7}

mkdir -p "$folder"
if [ ! -d "$folder/clone" ]; then
  git clone --quiet --no-checkout "$address" "$folder/clone"
fi
# Only the coder and its dictionaries: the repository also holds parsers for other systems.
git -C "$folder/clone" archive "$commit" LICENSE \
  UniversalPetrarch/PETRglobals.py UniversalPetrarch/PETRgraph.py \
  UniversalPetrarch/PETRreader.py UniversalPetrarch/utilities.py \
  UniversalPetrarch/data/config UniversalPetrarch/data/dictionaries | tar -x -C "$folder"
if [ ! -x "$folder/python/bin/python" ]; then
  "$python" -m venv "$folder/python"
  "$folder/python/bin/pip" --disable-pip-version-check install --quiet \
    networkx==1.11 decorator==4.4.2 python-dateutil==2.8.2
fi
echo "UniversalPetrarch is in $folder"
