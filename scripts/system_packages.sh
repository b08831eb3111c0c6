#!/usr/bin/env bash
# The Debian packages that the program and its tests need.
#   system_packages.sh missing run|test    prints those that are not there, one a line
#   system_packages.sh install NAME...     installs them (needs root); a|b means whichever the distribution has
set -euo pipefail

# Qt without a screen, then on X11 and Wayland. Two names: Debian 13 and Ubuntu 24.04 renamed the library.
window=(
  "libglib2.0-0|libglib2.0-0t64" libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-shape0
  libxcb-xkb1 libxcb-util1 libxcb-sync1 libxcb-xfixes0 libxkbcommon-x11-0 libx11-xcb1 libwayland-cursor0
  # Without it Qt finds no printer.
  "libcups2|libcups2t64"
)
tests=(libreoffice-writer libreoffice-calc xvfb xauth poppler-utils strace binutils nsis)

installed() {
  dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^ii  *//p'
}

has_chinese_font() {
  command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ]
}

missing() {
  local wanted=("${window[@]}") spec name there
  [ "$1" = test ] && wanted+=("${tests[@]}")
  has_chinese_font || wanted+=(fontconfig fonts-wqy-microhei)
  there=$'\n'"$(installed)"$'\n'
  for spec in "${wanted[@]}"; do
    for name in ${spec//|/ }; do
      [[ "$there" == *$'\n'"$name"$'\n'* ]] && continue 2
    done
    printf '%s\n' "$spec"
  done
}

has_candidate() {
  [[ "$(LC_ALL=C apt-cache policy "$1" 2>/dev/null)" == *"  Candidate: "[!\(]* ]]
}

# The first of a|b|c that the distribution has.
choose() {
  local name
  for name in ${1//|/ }; do
    has_candidate "$name" && printf '%s\n' "$name" && return
  done
  return 1
}

install() {
  local spec chosen=() absent=()
  export DEBIAN_FRONTEND=noninteractive
  # A broken third-party source must not stop what the main source can give.
  apt-get update -qq || true
  for spec in "$@"; do
    chosen+=("$(choose "$spec")") || absent+=("${spec//|/ 或 }")
  done
  if [ ${#absent[@]} -gt 0 ]; then
    printf '软件源里没有 / Not in your package sources: %s\n' "${absent[*]}" >&2
    return 1
  fi
  apt-get install -y -qq --no-install-recommends "${chosen[@]}" >/dev/null
}

"$@"
