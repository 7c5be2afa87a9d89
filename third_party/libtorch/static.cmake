# Lumbar::Torch: the archives of build_static.sh, and what they need, into one executable that needs nothing.
find_package(dnnl REQUIRED CONFIG)
find_package(sleef REQUIRED CONFIG)
find_package(cpuinfo REQUIRED CONFIG)
find_path(LUMBAR_TORCH_INCLUDE torch/csrc/api/include/torch/torch.h torch/torch.h)
find_library(LUMBAR_TORCH_CPU torch_cpu)
find_library(LUMBAR_C10 c10)
find_library(LUMBAR_BLAS blas PATH_SUFFIXES blas)  # not the alternative that Debian's OpenBLAS registers
need(LUMBAR_BLAS libblas-dev)
find_library(LUMBAR_GFORTRAN gfortran HINTS ${CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES})
need(LUMBAR_GFORTRAN libgfortran-12-dev)
find_library(LUMBAR_QUADMATH quadmath HINTS ${CMAKE_CXX_IMPLICIT_LINK_DIRECTORIES})

add_library(lumbar_blas STATIC ${CMAKE_CURRENT_LIST_DIR}/blas.cpp)
target_link_libraries(lumbar_blas PRIVATE DNNL::dnnl)
add_library(lumbar_left_out STATIC ${CMAKE_CURRENT_LIST_DIR}/left_out.cpp)
target_include_directories(lumbar_left_out SYSTEM PRIVATE ${LUMBAR_TORCH_INCLUDE})
target_compile_definitions(lumbar_left_out PRIVATE FMT_HEADER_ONLY)

add_library(Lumbar::Torch INTERFACE IMPORTED GLOBAL)
target_include_directories(Lumbar::Torch SYSTEM INTERFACE ${LUMBAR_TORCH_INCLUDE})
# Operators register themselves when the program starts: nothing refers to them, so all of LibTorch is taken, and then
# whatever is not reached from there or from us is dropped.
target_link_libraries(Lumbar::Torch INTERFACE
  -Wl,--whole-archive ${LUMBAR_TORCH_CPU} -Wl,--no-whole-archive ${LUMBAR_C10} lumbar_left_out DNNL::dnnl
  sleef::sleef cpuinfo::cpuinfo lumbar_blas ${LUMBAR_BLAS} ${LUMBAR_GFORTRAN} ${LUMBAR_QUADMATH})
target_compile_definitions(Lumbar::Torch INTERFACE FMT_HEADER_ONLY)
# Relative relocations are packed: 97,000 of them would be 2.3 MB.
target_link_options(Lumbar::Torch INTERFACE -static-pie -Wl,-z,pack-relative-relocs -Wl,--gc-sections -fopenmp
                    -Wl,--wrap=_ZN3c106detail25getNonDeterministicRandomEb)  # left_out.cpp
