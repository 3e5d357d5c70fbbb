# The library and the programs under AddressSanitizer with leak detection, and under ThreadSanitizer. Nightly
# features of the stable compiler: its own runtimes are linked to the programs, so that both sides use one. The
# standard library is as it comes, without instrumentation.
HOST := $(shell rustc -vV | sed -n 's/^host: //p')
RUNTIMES := $(shell rustc --print sysroot)/lib/rustlib/$(HOST)/lib
SANITIZERS := address thread
FLAGS_address := -Zsanitizer=address
FLAGS_thread := -Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer
RUNTIME_address = $(wildcard $(RUNTIMES)/librustc*_rt.asan.a)
RUNTIME_thread = $(wildcard $(RUNTIMES)/librustc*_rt.tsan.a)
INSTRUMENTED := $(foreach one,$(SANITIZERS),$(PROGRAMS:%=$(BUILD)/$(one)/%) $(BUILD)/$(one)/deliberate) $(BUILD)/address/unload

# Of these `make test` runs the threaded programs under ThreadSanitizer, where this Rust comes with its runtime: no
# sanitizer of the C compiler alone sees what threads do inside the library.
THREADED = $(shell cd tests && $(PYTHON) -B -c "import ways; print(*ways.THREADED)")
threaded: $(if $(RUNTIME_thread),library-thread)
	@$(if $(RUNTIME_thread),$(MAKE) --no-print-directory --jobs=$$(nproc) compiled-threaded)

.PHONY: compiled-threaded
.SECONDARY:
compiled-threaded: $(addprefix $(BUILD)/thread/,deliberate $(THREADED))

sanitize: $(SANITIZERS:%=library-%) $(SIMULATOR) $(WRITTEN)
	@$(MAKE) --no-print-directory --jobs=$$(nproc) instrumented
	@$(PYTHON) tests/run --sanitize $(BUILD) $(SIMULATOR)

.PHONY: instrumented $(SANITIZERS:%=library-%)
instrumented: $(INSTRUMENTED)

# Without the archive, which nobody links here: half a gigabyte each.
$(SANITIZERS:%=library-%): library-%:
	@mkdir -p $(BUILD)/$* $(BUILD)/lib-$*
	@RUSTC_BOOTSTRAP=1 RUSTFLAGS="$(FLAGS_$*)" CARGO_TARGET_DIR=$(TARGET)/sanitize/$* $(CARGO) rustc --quiet --locked \
		--manifest-path $(ROOT)/Cargo.toml --package callrec-c --crate-type cdylib --target $(HOST)
	@cmp --silent $(TARGET)/sanitize/$*/$(HOST)/debug/libcallrec.so $(BUILD)/lib-$*/libcallrec.so.0 || \
		cp $(TARGET)/sanitize/$*/$(HOST)/debug/libcallrec.so $(BUILD)/lib-$*/libcallrec.so.0
	@ln -sf libcallrec.so.0 $(BUILD)/lib-$*/libcallrec.so

# $(1): the sanitizer. Compiled for it, then linked by hand to the runtime of the Rust compiler.
define programs
$(BUILD)/$(1)/%.o: %.c $$(HEADERS)
	@$$(CC) -std=c99 $$(CFLAGS_ALL) -fno-omit-frame-pointer -fsanitize=$(1) -c $$< -o $$@

$(BUILD)/$(1)/%: $(BUILD)/$(1)/%.o
	@$$(CC) $$< -o $$@ -rdynamic -Wl,--whole-archive $$(RUNTIME_$(1)) -Wl,--no-whole-archive \
		$$(if $$(filter unload,$$*),,-L$(BUILD)/lib-$(1) -lcallrec -Wl,-rpath,$(BUILD)/lib-$(1)) -pthread -ldl -lm -lrt
endef
$(foreach one,$(SANITIZERS),$(eval $(call programs,$(one))))

# The panics once more, in a library as it is shipped: with link-time optimisation, several minutes.
.PHONY: panics-as-shipped
panics-as-shipped: $(WRITTEN)
	CARGO_TARGET_DIR=$(TARGET)/shipped-panics $(CARGO) build --quiet --locked --profile dist \
		--manifest-path $(ROOT)/Cargo.toml --package callrec-c --features callrec-c/panic-inject
	@mkdir -p $(BUILD)/panic-shipped
	@cp $(TARGET)/shipped-panics/dist/libcallrec.so $(BUILD)/panic-shipped/libcallrec.so.0
	@$(MAKE) --no-print-directory $(BUILD)/panicking/panics $(BUILD)/panicking/entries
	@for name in panics entries; do \
		LD_LIBRARY_PATH=$(BUILD)/panic-shipped $(BUILD)/panicking/$$name || exit 1; done
