# The front door.  `make help` lists the doors behind it.
#
#   LIBTORCH=/path make    builds against that LibTorch instead of Debian's, in a folder build-NAME of its own
#   PRESET=asan make test  another preset of CMakePresets.json: release, debug, asan, cuda

PRESET ?= release
BUILD = build$(if $(filter-out release,$(PRESET)),-$(PRESET))$(if $(LIBTORCH),-$(notdir $(LIBTORCH)))
TORCH_DIR = $(if $(LIBTORCH),-DTorch_DIR=$(LIBTORCH)/share/cmake/Torch)
JOBS ?= $(shell nproc)
DEMO = demo

.PHONY: all build deps demo test lint bench clean help
all: build

help:
	@echo "make         $(BUILD)/lumbar"
	@echo "make demo    installs what is missing, builds, grades synthetic studies and scores that"
	@echo "make test    installs what is missing, builds, runs every test"
	@echo "make lint    clang-format and clang-tidy on the files changed since the last commit on main"
	@echo "make bench   times the phases of predict on this machine"
	@echo "make deps    installs what is missing from Debian's packages"

deps:
	@third_party/install_packages.sh

$(BUILD)/build.ninja: CMakeLists.txt CMakePresets.json
	cmake --preset $(PRESET) -B $(BUILD) $(TORCH_DIR)

build: $(BUILD)/build.ninja
	cmake --build $(BUILD) --target lumbar --parallel $(JOBS)

demo: deps
	@$(MAKE) --no-print-directory build
	@tests/demo.sh $(BUILD)/lumbar $(DEMO)

test: deps
	@$(MAKE) --no-print-directory $(BUILD)/build.ninja
	cmake --build $(BUILD) --parallel $(JOBS)
	ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)

lint:
	@EXTRA_PACKAGES="clang-format clang-tidy" third_party/install_packages.sh
	@tests/lint.sh

bench: $(BUILD)/build.ninja
	cmake --build $(BUILD) --target lumbar_bench --parallel $(JOBS)
	$(BUILD)/tests/lumbar_bench

clean:
	rm -rf build build-* $(DEMO)
