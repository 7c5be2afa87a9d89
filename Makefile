# Builds, tests and packages lumbar.  `make help` lists the targets.
#
#   EDITION=static make test     selects what to link: shared (Debian's libraries), static (one file that needs nothing),
#                                cuda (with LIBTORCH=/path, a LibTorch for CUDA; CUDA_KERNELS=ON or OFF forces or
#                                omits the kernels of nvcc, whatever its version)
#   LIBTORCH=/path make          builds against that LibTorch instead of Debian's, in its own folder build-NAME
#   PRESET=asan make test        selects a preset of CMakePresets.json: release, debug, asan

PRESET ?= release
EDITION ?= shared
BUILD = build$(if $(filter-out release,$(PRESET)),-$(PRESET))$(if $(filter-out shared,$(EDITION)),-$(EDITION),$(if $(LIBTORCH),-$(notdir $(LIBTORCH))))
JOBS ?= $(shell nproc)
DEMO = demo
WEIGHTS ?= weights/demo

# The static edition needs its own static libraries, the CUDA edition one of them.
ARCHIVES_shared =
ARCHIVES_static = cpuinfo sleef onednn libtorch dcmtk
ARCHIVES_cuda = dcmtk
ARCHIVES = $(ARCHIVES_$(EDITION))
PACKAGES = third_party/packages.txt $(if $(ARCHIVES),third_party/packages_static.txt)
# By its prefix: by Torch_DIR alone its Caffe2 would be Debian's.
CONFIGURE_shared = $(if $(LIBTORCH),-DCMAKE_PREFIX_PATH=$(LIBTORCH))
CONFIGURE_static = -DLUMBAR_EDITION=static
CONFIGURE_cuda = -DLUMBAR_EDITION=cuda -DLUMBAR_LIBTORCH=$(LIBTORCH) $(if $(CUDA_KERNELS),-DLUMBAR_CUDA_KERNELS=$(CUDA_KERNELS))

# The edition that submission and package build: it runs where nothing can be installed.
SUBMITTED = $(if $(filter cuda,$(EDITION)),cuda,static)

.PHONY: all build deps demo test lint format install sanitized coverage fuzz bench bench-nets bench-peers submission install-submission package clean help
all: build

help:
	@echo "make             builds $(BUILD)/lumbar"
	@echo "make demo        installs what is missing, builds, grades synthetic studies and scores the result"
	@echo "make test        installs what is missing, builds, runs every test"
	@echo "make submission  builds submission/lumbar: one file for machines where nothing can be installed"
	@echo "make package     zips that file, the nets in WEIGHTS=DIR and what Kaggle requires; prints how to upload it"
	@echo "make install     copies lumbar, its manual page and its completion below PREFIX (/usr/local)"
	@echo "make format      formats every C++ file with clang-format"
	@echo "make lint        checks C++, shell, Python, CMake, Markdown links, JSON, includes, which folders may include which;"
	@echo "                 clang-tidy reads what differs from main (ALL=1: everything; each header must compile by itself);"
	@echo "                 PARTS=\"shell python\": only these parts (tests/lint.sh lists them)"
	@echo "make sanitized   runs the tests of ROOMS (default: ROOMS in the Makefile) with sanitizers"
	@echo "make coverage    prints the line coverage of ROOMS by their own tests"
	@echo "make fuzz        fuzzes the readers of untrusted files, FUZZ_S=60 seconds each"
	@echo "make bench       times the phases of predict on this machine"
	@echo "make deps        installs what is missing from Debian's packages"

deps:
	@third_party/install_packages.sh $(PACKAGES)
	@$(if $(ARCHIVES),third_party/build_static.sh $(ARCHIVES))

$(BUILD)/build.ninja: CMakeLists.txt CMakePresets.json $(if $(ARCHIVES),$(wildcard third_party/recipes/* third_party/*/*))
	cmake $(if $(ARCHIVES),--fresh) --preset $(PRESET) -B $(BUILD) $(CONFIGURE_$(EDITION)) \
	    $(if $(ARCHIVES),"-DLUMBAR_PREFIX=$$(third_party/build_static.sh --prefixes $(ARCHIVES))")

build: $(BUILD)/build.ninja
	cmake --build $(BUILD) --target lumbar --parallel $(JOBS)

demo: deps
	@$(MAKE) --no-print-directory build
	@tests/demo.sh $(BUILD)/lumbar $(DEMO)

test: deps
	@$(MAKE) --no-print-directory $(BUILD)/build.ninja
	cmake --build $(BUILD) --parallel $(JOBS)
	ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

# Runs the tests of ROOMS="base dicom" with address and undefined-behaviour sanitizers.  Room weight_files may join in; it links
# LibTorch, which frees neither its threads nor its tables when a program ends, so that no leaks are looked for there.
ROOMS ?= base files core competition command_line config archive image augment dicom_file dicom intake cohort crop prepare submit score report synth kernels
sanitized:
	@$(MAKE) --no-print-directory build-asan/build.ninja PRESET=asan
	cmake --build build-asan --parallel $(JOBS) --target $(ROOMS:%=%_tests)
	@export OMP_WAIT_POLICY=passive; $(foreach room,$(ROOMS),echo "$(room)"; \
	    $(if $(filter weight_files,$(room)),ASAN_OPTIONS=detect_leaks=0) build-asan/tests/$(room)_tests || exit;)

# Fuzzes every reader of untrusted files, FUZZ_S seconds each; needs clang's libFuzzer.
FUZZ_S ?= 60
fuzz:
	@EXTRA_PACKAGES="clang-14 libclang-rt-14-dev libomp-14-dev" third_party/install_packages.sh $(PACKAGES)
	@$(MAKE) --no-print-directory build-fuzz/build.ninja PRESET=fuzz
	cmake --build build-fuzz --parallel $(JOBS) --target fuzzers
	tests/fuzz/run.sh build-fuzz $(FUZZ_S)

# Prints the lines of each of ROOMS that its own tests run; rooms with LibTorch work, too.
coverage:
	@EXTRA_PACKAGES=gcovr third_party/install_packages.sh $(PACKAGES)
	@$(MAKE) --no-print-directory build-coverage/build.ninja PRESET=coverage
	cmake --build build-coverage --parallel $(JOBS) --target $(ROOMS:%=%_tests)
	@tests/coverage.sh build-coverage $(ROOMS)

format:
	git ls-files --cached --others --exclude-standard | grep -E '^(src|kernels|tests)/.*\.(cpp|h|cu|cuh)$$' | \
	    while read -r file; do [ ! -f "$$file" ] || echo "$$file"; done | xargs clang-format -i

PREFIX ?= /usr/local
install: build
	install -D $(BUILD)/lumbar $(DESTDIR)$(PREFIX)/bin/lumbar
	mkdir -p $(addprefix $(DESTDIR)$(PREFIX)/share/,man/man1 bash-completion/completions zsh/site-functions)
	$(BUILD)/lumbar manual >$(DESTDIR)$(PREFIX)/share/man/man1/lumbar.1
	$(BUILD)/lumbar completion bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/lumbar
	$(BUILD)/lumbar completion zsh >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lumbar

lint:
	@third_party/install_packages.sh $(PACKAGES) third_party/packages_lint.txt || true
	@tests/lint.sh $(PARTS)

# Also compares the static edition with the shared one if its libraries are built.
bench: $(BUILD)/build.ninja
	cmake --build $(BUILD) --target lumbar_bench scan_bench --parallel $(JOBS)
	$(BUILD)/tests/lumbar_bench
	$(BUILD)/tests/scan_bench
	@if third_party/build_static.sh --prefixes >/dev/null; then \
	    for edition in shared static; do \
	        $(MAKE) --no-print-directory bench-nets EDITION=$$edition || exit; \
	    done; \
	    tests/bench/compare_editions.sh build build-static; \
	else echo "no static edition to compare with:  make submission"; fi

bench-nets: $(BUILD)/build.ninja
	cmake --build $(BUILD) --target lumbar nets_bench --parallel $(JOBS)

# PYTHON: the interpreter of a virtual environment that has the peers.
REFERENCE ?= tests/reference
bench-peers:
	@$(MAKE) --no-print-directory deps build-static/build.ninja EDITION=static
	cmake --build build-static --target lumbar lumbar_bench nets_bench --parallel $(JOBS)
	$(PYTHON) tests/bench/compare_with_python.py --build build-static --reference $(REFERENCE)

submission:
	@$(MAKE) --no-print-directory deps EDITION=$(SUBMITTED)
	@$(MAKE) --no-print-directory install-submission EDITION=$(SUBMITTED)

install-submission: build
	@submission/install.sh $(BUILD) $(if $(filter cuda,$(EDITION)),$(LIBTORCH))

package: submission
	@submission/package.sh submission/lumbar $(WEIGHTS)

clean:
	rm -rf build build-* $(DEMO)
