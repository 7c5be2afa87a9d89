# Finds every dependency, or stops with the Debian package that provides it.  Nothing is vendored.

macro(need found package)
  if(NOT ${found})
    message(FATAL_ERROR "${package} is missing.  On Debian 12:  sudo apt-get install ${package}\n"
                        "(all at once:  make deps)")
  endif()
endmacro()

# need_library(Lumbar::Name header library debian-package [include subfolder])
function(need_library target header library package)
  string(MAKE_C_IDENTIFIER ${target} id)
  find_path(${id}_INCLUDE ${header} PATH_SUFFIXES ${ARGN})
  need(${id}_INCLUDE ${package})
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${${id}_INCLUDE})
  if(library)
    find_library(${id}_LIBRARY ${library})
    need(${id}_LIBRARY ${package})
    set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES ${${id}_LIBRARY})
  endif()
endfunction()

find_package(OpenMP COMPONENTS CXX QUIET)
need(OpenMP_CXX_FOUND g++)
find_package(spdlog QUIET CONFIG)
need(spdlog_FOUND libspdlog-dev)
find_package(nlohmann_json QUIET CONFIG)
need(nlohmann_json_FOUND nlohmann-json3-dev)
find_package(Boost QUIET COMPONENTS program_options)
need(Boost_PROGRAM_OPTIONS_FOUND libboost-program-options-dev)
if(LUMBAR_TESTS)
  find_package(Boost QUIET COMPONENTS unit_test_framework)
  need(Boost_UNIT_TEST_FRAMEWORK_FOUND libboost-test-dev)
endif()

need_library(Lumbar::Csv csv.h csv libcsv-dev)
need_library(Lumbar::Zlib zlib.h z zlib1g-dev)
need_library(Lumbar::Stb stb_image.h "" libstb-dev stb)
need_library(Lumbar::OpenJpeg openjpeg.h openjp2 libopenjp2-7-dev openjpeg-2.5 openjpeg-2.4)
need_library(Lumbar::Minizip minizip/unzip.h minizip libminizip-dev)

find_package(DCMTK QUIET CONFIG)
need(DCMTK_FOUND libdcmtk-dev)
add_library(Lumbar::Dcmtk INTERFACE IMPORTED GLOBAL)
target_link_libraries(Lumbar::Dcmtk INTERFACE DCMTK::dcmdata DCMTK::dcmjpeg DCMTK::dcmjpls)

find_package(Torch QUIET)
need(Torch_FOUND libtorch-dev)
if(LUMBAR_CUDA AND NOT TARGET torch_cuda)
  message(FATAL_ERROR "The LibTorch at ${Torch_DIR} has no CUDA.  Name one that has:  LIBTORCH=/path PRESET=cuda make")
endif()
add_library(Lumbar::Torch INTERFACE IMPORTED GLOBAL)
target_link_libraries(Lumbar::Torch INTERFACE ${TORCH_LIBRARIES})
target_include_directories(Lumbar::Torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
separate_arguments(torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(Lumbar::Torch INTERFACE ${torch_flags})

# What of c10d (processes that train together) is at hand: the LibTorch may be built without it, and its headers
# include those of Gloo (Debian: libgloo-dev) and NCCL, which are not part of it.
include(CheckCXXSourceCompiles)
function(check_c10d found group)
  set(CMAKE_REQUIRED_LIBRARIES Lumbar::Torch)
  check_cxx_source_compiles("
    #include <torch/csrc/distributed/c10d/TCPStore.hpp>
    #include <torch/csrc/distributed/c10d/${group}.hpp>
    int main() {
      auto store = c10::make_intrusive<c10d::TCPStore>(\"\", c10d::TCPStoreOptions{});
      c10::make_intrusive<c10d::${group}>(store, 0, 1);
    }" ${found})
endfunction()
check_c10d(LUMBAR_HAS_GLOO ProcessGroupGloo)
if(TARGET torch_cuda)
  check_c10d(LUMBAR_HAS_NCCL ProcessGroupNCCL)
endif()
