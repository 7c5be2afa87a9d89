# Lumbar::Torch: a LibTorch built for CUDA, as PyPI's torch package or pytorch.org's archive unpacks, by its folders
# alone: its own TorchConfig.cmake insists on an installed CUDA toolkit, of which nothing here includes a header.
# Everything but it, libc and libm is linked in; what it needs at run time lies in lib/ beside the executable.
set(torch_config ${LUMBAR_LIBTORCH}/share/cmake/Torch/TorchConfig.cmake)
if(NOT EXISTS ${torch_config} OR NOT EXISTS ${LUMBAR_LIBTORCH}/lib/libtorch_cuda.so)
  message(FATAL_ERROR "The LibTorch at '${LUMBAR_LIBTORCH}' has no CUDA.  Name one that has, "
                      "the folder with lib/libtorch_cuda.so:  LIBTORCH=/path make EDITION=cuda")
endif()
file(STRINGS ${torch_config} old_strings REGEX "_GLIBCXX_USE_CXX11_ABI=0")
if(old_strings)
  message(FATAL_ERROR "The LibTorch at ${LUMBAR_LIBTORCH} is built with GCC 4's std::string, the archives here are not."
                      "  Take its cxx11-abi build, or 2.7 or newer.")
endif()

add_library(Lumbar::Torch INTERFACE IMPORTED GLOBAL)
target_include_directories(Lumbar::Torch SYSTEM INTERFACE ${LUMBAR_LIBTORCH}/include
                                                          ${LUMBAR_LIBTORCH}/include/torch/csrc/api/include)
# libtorch.so registers CUDA by being loaded: no symbol of it is used.
foreach(library torch torch_cuda torch_cpu c10_cuda c10)
  list(APPEND torch_libraries ${LUMBAR_LIBTORCH}/lib/lib${library}.so)
endforeach()
target_link_libraries(Lumbar::Torch INTERFACE -Wl,--no-as-needed ${torch_libraries} -Wl,--as-needed)
# What those need in turn is not looked for: NVIDIA's libraries lie elsewhere, and the driver's on the GPU's machine.
# There is one C++ library for all of them and us, ours: taken whole and offered to what is loaded.  With a part of it
# std::call_once crashes, with a copy for each of us exceptions do.  (Linked by lld 14 they abort in cold code.)
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libstdc++.a OUTPUT_VARIABLE libstdcxx
                OUTPUT_STRIP_TRAILING_WHITESPACE)
target_link_libraries(Lumbar::Torch INTERFACE -Wl,--whole-archive ${libstdcxx} -Wl,--no-whole-archive)
target_link_options(Lumbar::Torch INTERFACE -Wl,--allow-shlib-undefined -Wl,--disable-new-dtags -static-libstdc++
                                            -static-libgcc -rdynamic)

# A kernel of our own needs a compiler of LibTorch's CUDA: what it links is as old or new as its driver must be.
set(LUMBAR_CUDA_KERNELS AUTO CACHE STRING "Training's own kernel: AUTO (if nvcc is of LibTorch's CUDA), ON, OFF")
set(LUMBAR_CUDA_ARCHITECTURE sm_75 CACHE STRING "Kaggle's T4; newer GPUs translate it when the program starts")
find_program(LUMBAR_NVCC nvcc PATHS /usr/local/cuda/bin)
if(NOT LUMBAR_CUDA_KERNELS)
  message(STATUS "Training steps weights by LibTorch's kernels, as asked")
elseif(NOT LUMBAR_NVCC)
  if(LUMBAR_CUDA_KERNELS STREQUAL ON)
    message(FATAL_ERROR "LUMBAR_CUDA_KERNELS=ON, but there is no nvcc: put it on the PATH")
  endif()
  message(STATUS "No nvcc: training steps weights by LibTorch's kernels")
else()
  execute_process(COMMAND ${LUMBAR_NVCC} --version OUTPUT_VARIABLE version)
  string(REGEX MATCH "release ([0-9]+)\\.[0-9]+" version "${version}")
  set(nvcc_cuda ${CMAKE_MATCH_1})
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${LUMBAR_LIBTORCH}/lib/libc10_cuda.so OUTPUT_VARIABLE needed)
  string(REGEX MATCH "libcudart[^ \n]*\\.so\\.([0-9]+)" needed "${needed}")
  set(libtorch_cuda ${CMAKE_MATCH_1})
  if(LUMBAR_CUDA_KERNELS STREQUAL ON OR nvcc_cuda EQUAL libtorch_cuda)
    set(LUMBAR_HAS_CUDA_KERNELS TRUE)
    # cmake-lint: disable=E1126
    # (which does not know REAL_PATH)
    file(REAL_PATH ${LUMBAR_NVCC} nvcc)
    get_filename_component(toolkit ${nvcc}/../.. ABSOLUTE)
    find_library(LUMBAR_CUDART cudart_static PATHS ${toolkit}/lib64 ${toolkit}/targets/x86_64-linux/lib NO_DEFAULT_PATH)
    need(LUMBAR_CUDART "libcudart_static.a of ${toolkit}")
    find_package(Threads REQUIRED)
    add_library(Lumbar::Cudart INTERFACE IMPORTED GLOBAL)
    target_include_directories(Lumbar::Cudart SYSTEM INTERFACE ${toolkit}/include)
    target_link_libraries(Lumbar::Cudart INTERFACE ${LUMBAR_CUDART} Threads::Threads ${CMAKE_DL_LIBS} rt)
    # LibTorch's headers of streams include the toolkit's.
    target_include_directories(Lumbar::Torch SYSTEM INTERFACE ${toolkit}/include)
  else()
    message(STATUS "nvcc is of CUDA ${nvcc_cuda}, LibTorch of CUDA ${libtorch_cuda}: training steps weights by "
                   "LibTorch's kernels (CUDA_KERNELS=ON if the driver serves both)")
  endif()
endif()
