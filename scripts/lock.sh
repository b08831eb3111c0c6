#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml for Python 3.11 and 3.12 on Linux and Windows. Needs uv.
# Versions that are locked already stay; `scripts/lock.sh --upgrade` takes the newest that pyproject allows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# No header, no index, no host: the lock says which files, never from where.
compile() {
  uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url "$@" >/dev/null
}

compile "$@" --output-file requirements/runtime.txt
compile "$@" --extra dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
compile "$@" --extra ocr --constraint requirements/dev.txt --output-file requirements/ocr.txt
compile "$@" --extra package --constraint requirements/dev.txt --output-file requirements/package.txt
