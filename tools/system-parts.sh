#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the browser tests need and pip cannot bring: Chromium and a font with Bengali
# letters. Where that is not possible, one line says what is missing; with CI=true it is an error.
set -euo pipefail

missing=()
chromium_path() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_bengali() { [ -n "$(fc-list ':lang=bn' 2>/dev/null)" ]; }
chromium_path >/dev/null || missing+=(chromium)
has_bengali || missing+=(fonts-noto-core fontconfig)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ]; then as_root=(); elif sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
if command -v apt-get >/dev/null && [ "${as_root[0]:-}" != false ]; then
    echo "Installing for the browser tests: ${missing[*]}"
    "${as_root[@]}" apt-get update -q -y >/dev/null 2>&1 || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null || true
fi
if ! { chromium_path >/dev/null && has_bengali; }; then
    echo "The browser tests need these packages: ${missing[*]} (Debian: apt-get install ${missing[*]})." >&2
    [ "${CI:-}" = true ] && exit 1
fi
exit 0
