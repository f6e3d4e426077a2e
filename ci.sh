#!/bin/sh
# Does what CI does: format, lints, tests, documentation, release build. Run it before every push.
set -eu
cd "$(dirname "$0")"

if command -v rustup >/dev/null 2>&1; then
    cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
    cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
fi

cargo fmt --check
cargo clippy --locked --all-targets -- -D warnings
cargo test --locked
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --quiet
cargo build --locked --release
# No crate may come in two versions without a reason in CONTRIBUTING.md.
cargo tree --locked --duplicates --edges normal --depth 0
