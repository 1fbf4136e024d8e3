# Skein: `make demo` shows it, `make test` checks it. Plain `make` lists the commands.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench sim sim-test planted-bugs durability

help:
	@echo "Skein: a shared inbox that works offline, and the sync library below it (Linux, Swift 6.2+)"
	@echo
	@echo "  make demo    build the programs and run a working day of two operators, without any account"
	@echo "  make test    everything that has to hold: setup, format, build, tests; ends in one line"
	@echo "  make setup   check Swift and install the Debian packages that are missing"
	@echo "  make lint    check the format of the sources"
	@echo "  make bench   release build, then the triage-100k workload; one JSON object on stdout"
	@echo "  make sim     five simulated days of the inbox, with faults drawn from seeds"
	@echo "  make sim-test  the simulator's part of the tests, on a release build; SEEDS=10: ten times the seeds"
	@echo "  make durability  every disk call fails, the power fails 20,000 times, bytes rot: about half an hour"
	@echo "  make planted-bugs  a build that can break one rule at a time: the seeds have to find each"

setup:
	@.ci/setup

demo: setup
	@.ci/demo

test:
	@.ci/test

lint:
	@swift format lint --strict --recursive --parallel \
		--configuration .ci/swift-format.json Package.swift Sources Simulator Tests

# Everything but the JSON object goes to stderr. ROUNDS=N; SKEIN_PEERS=DIR compares (docs/bench.md).
bench: setup
	@.ci/bench

sim: setup
	@swift build --product simulate 1>&2
	@.build/debug/simulate run --seeds 5

sim-test: setup
	@.ci/simulate

# LIMIT=10m a bug, JOBS=2 at a time, SEEDS=100 clean ones, ONLY="name name" (docs/simulation.md).
planted-bugs: setup
	@.ci/planted-bugs

# docs/simulation.md, "Durability". ONLY="name name" for some of its parts.
durability: setup
	@.ci/durability
