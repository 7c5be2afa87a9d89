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
if(NOT LUMBAR_EDITION STREQUAL static)
  check_c10d(LUMBAR_HAS_GLOO ProcessGroupGloo)
endif()
if(LUMBAR_EDITION STREQUAL cuda OR TARGET torch_cuda)
  check_c10d(LUMBAR_HAS_NCCL ProcessGroupNCCL)
endif()
