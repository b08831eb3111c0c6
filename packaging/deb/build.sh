#!/usr/bin/env bash
# The Debian package in one step, from a Debian 11 of its own: needs root, debootstrap, pip for Python 3.11, and the network for the
# system and the wheels. What is committed is built, nothing else.
#   build.sh [--work DIR] [--out DIR]
# The work folder (default build/deb) keeps the chroot: the second time takes a few minutes. The result is in dist/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/packaging/deb
work=$root/build/deb
out=$root/dist
while [ $# -gt 0 ]; do
  case "$1" in
    --work) work=$(realpath -m "$2") ;;
    --out) out=$(realpath -m "$2") ;;
    *) echo "unknown option: $1" >&2 && exit 2 ;;
  esac
  shift 2
done
builder=$work/builder
# For machines that have no Chinese one; under Apache 2.0.
font=fonts-wqy-microhei
# shellcheck source=packaging/deb/chroot.sh
source "$here/chroot.sh"

# Wheels that ask for no newer C library than UOS V20 has.
fetch_wheels() {
  local tags=() minor
  for minor in 5 12 17 24 26 27 28; do tags+=(--platform "manylinux_2_${minor}_x86_64"); done
  for name in 1 2010 2014; do tags+=(--platform "manylinux${name}_x86_64"); done
  "${PYTHON:-python3.11}" -m pip download -q --disable-pip-version-check --require-hashes --only-binary :all: --python-version 3.11 --implementation cp \
    "${tags[@]}" -d "$work/wheels" -r "$root/requirements/package.txt"
}

copy_source() {
  rm -rf "$builder/src" && mkdir -p "$builder/src" "$builder/wheels"
  git -C "$root" archive HEAD | tar -x -C "$builder/src"
  cp "$work"/wheels/*.whl "$builder/wheels/"
}

build_inside() {
  inside "$builder" bash -euc '
    /opt/python/bin/python3.11 -m venv --clear --without-pip /venv
    /venv/bin/python "$(echo /usr/src/python/Lib/ensurepip/_bundled/pip-*.whl)/pip" install -q --disable-pip-version-check --no-index --find-links /wheels --require-hashes -r /src/requirements/package.txt
    cd /tmp && rm -f ./*.deb && apt-get download -qq '"$font"'
    cd /src
    PYTHON=/venv/bin/python bash packaging/build.sh --out /out --work /made --font "$(echo /tmp/'"$font"'_*.deb)"
    /venv/bin/python /src/packaging/deb/check_libraries.py /out/nianbao /src/packaging/deb/files/control
  '
}

filled() { sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/${2:-0}/" "$here/files/$1"; }

lay_out() {
  local tree=$1 lib=$1/usr/lib/nianbao doc=$1/usr/share/doc/nianbao size
  rm -rf "$tree" && mkdir -p "$lib" "$tree/usr/bin" "$tree/DEBIAN" "$doc"
  cp -a "$builder/out/nianbao/." "$lib/"
  ln -s ../lib/nianbao/nianbao "$tree/usr/bin/nianbao"
  install -Dm644 -t "$tree/usr/share/applications" "$here/files/nianbao.desktop"
  install -Dm644 -t "$tree/usr/share/mime/packages" "$here/files/nianbao.xml"
  for size in 16 24 32 48 64 128 256; do
    install -Dm644 "$builder/made/build/icons/$size.png" "$tree/usr/share/icons/hicolor/${size}x${size}/apps/nianbao.png"
  done
  install -Dm644 "$root/resources/icon.svg" "$tree/usr/share/icons/hicolor/scalable/apps/nianbao.svg"
  install -d "$tree/usr/share/man/man1" "$tree/usr/share/man/zh_CN/man1"
  filled nianbao.1 | gzip -9n >"$tree/usr/share/man/man1/nianbao.1.gz"
  filled nianbao.zh_CN.1 | gzip -9n >"$tree/usr/share/man/zh_CN/man1/nianbao.1.gz"
  install -m644 "$root/docs/使用手册.md" "$root/docs/local-rules.md" "$root/docs/rules.md" "$doc/"
  install -Dm644 -t "$doc/图" "$root"/docs/图/*.png
  gzip -9n <"$root/CHANGELOG.md" >"$doc/changelog.gz"
  { cat "$root/LICENSE" && printf '\nThe licences of the software inside are in /usr/lib/nianbao/licences.\n'; } >"$doc/copyright"
  install -m755 "$here/files/postrm" "$tree/DEBIAN/postrm"
  size=$(du -sk --apparent-size "$tree" | cut -f1)
  filled control "$size" >"$tree/DEBIAN/control"
  find "$tree" -type d -exec chmod 755 {} + && find "$tree/usr" -type f -exec chmod go=rX {} +
  (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
}

mkdir -p "$work" "$out"
bash "$here/make_builder.sh" "$builder"
fetch_wheels
copy_source
trap 'leave "$builder"' EXIT
enter "$builder"
build_inside
version=$(inside "$builder" /out/nianbao/nianbao --version | cut -d' ' -f2)
name=nianbao_${version}_amd64
lay_out "$work/tree"
dpkg-deb --root-owner-group -Zxz -z9 --build "$work/tree" "$out/$name.deb" >/dev/null
cp "$builder/out/nianbao/sbom.cdx.json" "$out/$name.cdx.json"
(cd "$out" && sha256sum "$name.deb" "$name.cdx.json" >"$name.sha256")
printf '%s: %s MB, installed %s MB\n' "$out/$name.deb" "$(($(stat -c %s "$out/$name.deb") / 1000000))" "$(($(du -sk --apparent-size "$work/tree" | cut -f1) * 1024 / 1000000))"
