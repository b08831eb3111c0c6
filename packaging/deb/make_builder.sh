#!/usr/bin/env bash
# Makes the chroot in which the Debian package is built: Debian 11, for its old C library, with a CPython 3.11 compiled there from
# the source package of Debian 12. Needs root, debootstrap and this machine's apt mirror; half an hour the first time, then nothing.
#   make_builder.sh DIR
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(realpath -m "${1:?a folder for the chroot}")
# Compiles Python, and what Qt links with: PyInstaller takes from here what a desktop may lack.
packages=(
  build-essential ca-certificates dpkg-dev file pkg-config xz-utils
  libbz2-dev libexpat1-dev libffi-dev liblzma-dev libsqlite3-dev tcl zlib1g-dev
  libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libxcb-cursor0 libxcb-icccm4
  libxcb-keysyms1 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxcb-util1 libxcb-sync1
  libxcb-xfixes0 libxkbcommon-x11-0 libx11-xcb1 libwayland-cursor0 libcups2
)

# shellcheck source=packaging/deb/chroot.sh
source "$here/chroot.sh"

prepare() {
  [ -e "$dir/etc/debian_version" ] || strap bullseye "$dir"
  [ -e "$dir/.packages" ] && return
  inside "$dir" apt-get update -qq
  inside "$dir" apt-get install -y -qq --no-install-recommends "${packages[@]}" >>"$dir.log" 2>&1
  touch "$dir/.packages"
}

fetch_sources() {
  [ -e "$dir/usr/src/sqlite" ] && return
  echo "deb-src $(mirror_of bookworm) bookworm main" >"$dir/etc/apt/sources.list.d/source.list"
  inside "$dir" apt-get update -qq
  inside "$dir" bash -c 'cd /usr/src && apt-get source -qq --download-only python3.11 sqlite3 &&
    dpkg-source --no-check -x python3.11_*.dsc python && dpkg-source --no-check -x sqlite3_*.dsc sqlite' >>"$dir.log" 2>&1
}

# That of Debian 11 takes a function from glibc 2.29.
compile_sqlite() {
  [ -e "$dir/opt/python/lib/libsqlite3.so.0" ] && return
  inside "$dir" bash -euc '
    cd /usr/src/sqlite
    ./configure --disable-tcl --disable-readline
    make -s sqlite3.c
    mkdir -p /opt/python/lib
    gcc -O2 -shared -fPIC -include /usr/src/older_glibc.h -DSQLITE_THREADSAFE=1 -Wl,-soname,libsqlite3.so.0 -o /opt/python/lib/libsqlite3.so.0 sqlite3.c -lpthread
    strip --strip-unneeded /opt/python/lib/libsqlite3.so.0
  ' >>"$dir.log" 2>&1
}

# No ssl: the program has no network code, and the library of Debian 11 is old. Trained on a few quick tests of what the program does.
compile() {
  [ -x "$dir/opt/python/bin/python3.11" ] && return
  inside "$dir" bash -euc '
    cd /usr/src/python
    # As in Debian a part of the library: on its own this version of it does not compile.
    printf "*static*\npyexpat pyexpat.c -lexpat\n" >Modules/Setup.local
    export ac_cv_func_sem_clockwait=no # It came with glibc 2.30.
    ./configure --prefix=/opt/python --enable-shared --enable-optimizations --with-system-expat --without-ensurepip --without-readline --disable-test-modules \
      CFLAGS="-g0 -include /usr/src/older_glibc.h" LDFLAGS="-Wl,-rpath,/opt/python/lib"
    make -s -j"$(nproc)" PROFILE_TASK="-m test --pgo test_re test_json test_unicode test_dict test_list test_struct test_zlib test_xml_etree test_dataclasses test_generators"
    make -s install
    strip --strip-unneeded /opt/python/lib/libpython3.11.so.1.0 /opt/python/lib/python3.11/lib-dynload/*.so
    install -Dm644 LICENSE /opt/python/lib/python3.11/LICENSE.txt
  ' >>"$dir.log" 2>&1
}

run() { "$@" || { echo "see $dir.log" >&2 && tail -n 5 "$dir.log" >&2 && exit 1; }; }

trap 'leave "$dir"' EXIT
run prepare
enter "$dir"
run fetch_sources
cp "$here/older_glibc.h" "$dir/usr/src/"
run compile_sqlite
run compile
