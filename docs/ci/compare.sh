#!/usr/bin/env bash
# The gate in any other CI: copy this into your broker's repository, and put laggard's address and a commit of it here.
# Run it in a full clone, at the commit that is judged. docs/ci.md of laggard has the exit codes.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
laggard=${TMPDIR:-/tmp}/laggard

if [ ! -d "$laggard" ]; then git clone --quiet https://example.org/laggard.git "$laggard"; fi
git -C "$laggard" checkout --quiet --detach 0000000000000000000000000000000000000000

export LAGGARD_PLAN=benchmarks/gate.yaml
export LAGGARD_BUDGET=5m
export LAGGARD_UNDECIDED=warn
# A folder that stays from one job to the next saves the builds of laggard and of the base.
export LAGGARD_CACHE=$HOME/.cache/laggard
exec "$laggard/scripts/ci-compare"
