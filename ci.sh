#!/bin/sh
# Does what CI does: format, lints, tests, documentation, release build. Run it before every push.
set -eu
cd "$(dirname "$0")"

if command -v rustup >/dev/null 2>&1; then
    cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
    cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
fi

# The pages are tested in a real browser: the distribution's Chromium, driven by node.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=""
[ -x "${WEIGHUP_CHROMIUM:-/usr/bin/chromium}" ] || missing="$missing chromium fonts-dejavu-core"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
# Workbooks are worked out, and Word documents opened, by another program.
office="$(command -v "${WEIGHUP_SOFFICE:-soffice}" || true)"
office="$(dirname "$(readlink -f "${office:-/none}")")"
[ -e "$office/libsclo.so" ] || missing="$missing libreoffice-calc"
[ -e "$office/libswlo.so" ] || missing="$missing libreoffice-writer"
if [ -n "$missing" ]; then
    as_root apt-get update
    # shellcheck disable=SC2086 # a list of packages
    as_root apt-get install -y --no-install-recommends $missing
fi
npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
npm ci --prefix tests/office --ignore-scripts --no-audit --no-fund
export WEIGHUP_BROWSER=required WEIGHUP_OFFICE=required
# Microsoft's rules come as a program for Linux on x64 only; where npm has brought it, its tests must not be skipped.
[ ! -d tests/office/node_modules/@xarsh ] || export WEIGHUP_RULES=required

cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
cargo test --locked
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet
cargo build --locked --release
# No crate may come in two versions without a reason in CONTRIBUTING.md.
cargo tree --locked --duplicates --edges normal --depth 0
