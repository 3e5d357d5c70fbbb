# What a newcomer types: `make demo`, then `make test`. Everything else is listed by `make help`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CARGO ?= cargo
# Where `shipped` leaves what it builds.
SHIPPED = $(or $(CARGO_TARGET_DIR),target)/dist

.PHONY: help demo test bench bench-java tools headers symbols lint sanitize fuzz deny docs wheel install deb shipped clean

help: ## lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: ## the main job on the embedded simulator; writes callrec-demo/
	$(CARGO) run --release --locked --quiet --package callrec-cli -- demo --out callrec-demo

test: ## installs what the tests need, builds everything, runs every test of every language
	@tests/run

bench: ## callrec and its peers side by side; BENCH_BYTES, BENCH_RUNS, BENCH_ONLY
	@tests/bench/run

bench-java: ## a month read in Java by callrec, by hand and by univocity-parsers; BENCH_ROWS, BENCH_FILE
	@bindings/java/bench

tools: ## installs only what the tests need and is not there
	@tests/tools

headers: ## generates include/callrec.h, and callrec.cpy for COBOL of it
	$(CARGO) xtask header
	$(CARGO) xtask copybook

symbols: ## writes the golden list of exported symbols
	$(CARGO) build --package callrec-c
	$(CARGO) xtask symbols --library "$${CARGO_TARGET_DIR:-target}/debug/libcallrec.so"

lint: ## rustfmt, clippy, the header, the symbols, the arrows between crates
	@tests/run checks

sanitize: ## the C tests with library and programs under AddressSanitizer, and under ThreadSanitizer
	@$(MAKE) --no-print-directory -C bindings/c sanitize

fuzz: ## each fuzz target for FUZZ_SECONDS (60); installs cargo-fuzz if it is not there
	@crates/callrec-decode/fuzz/run

deny: ## licences, bans and sources of all dependencies
	$(CARGO) deny --all-features check bans licenses sources

docs: ## the documentation site, in target/site; `python3 -m http.server -d target/site` serves it, search included
	@tests/tools venv
	NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict

wheel: ## the Python wheel, in dist/
	@tests/tools venv
	.venv/bin/maturin build --release --manifest-path python/Cargo.toml --out dist

# With thin LTO and one codegen unit, as profile `dist` says.
shipped:
	$(CARGO) build --profile dist --locked --package callrec-c --package callrec-cli

install: shipped ## library, header, pkg-config and CMake files, program; PREFIX, LIBDIR, DESTDIR
	@bindings/c/install/install $(SHIPPED) $(SHIPPED)/callrec

deb: shipped ## the same as a Debian package, in dist/
	@bindings/c/install/deb $(SHIPPED) $(SHIPPED)/callrec dist

clean: ## removes what was built
	$(CARGO) clean
	rm -rf .venv dist callrec-demo
	$(MAKE) -C bindings/c clean
	cd bindings/java && mvn -q clean
