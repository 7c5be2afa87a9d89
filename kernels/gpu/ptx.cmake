# compile_ptx(SOURCE COMPUTE OUTPUT [FLAGS...])   CUDA C++ -> PTX for GPUs of compute capability COMPUTE and newer.
#
# By Debian's clang without a CUDA toolkit; --cuda-path keeps it from using one that the machine has.  The PTX version
# is the lowest that has the instructions, so that any driver since CUDA 10.2 (11.0 for 80) compiles it.
find_program(LUMBAR_CLANG clang-14)
need(LUMBAR_CLANG clang-14)

function(compile_ptx source compute output)
  set(ptx_for_60 ptx60)
  set(ptx_for_75 ptx65)
  set(ptx_for_80 ptx70)
  get_filename_component(folder ${output} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${LUMBAR_CLANG} -x cuda --cuda-device-only -S --cuda-path=/nowhere -nocudainc -nocudalib
            --cuda-gpu-arch=sm_${compute} -Xclang -target-feature -Xclang +${ptx_for_${compute}}
            -std=c++20 -O3 -Wall -Wextra -Werror
            -fno-strict-aliasing  # halves are moved as words
            ${ARGN} -I${CMAKE_BINARY_DIR}/rooms/kernels -MD -MF ${output}.d -MT ${output} ${source} -o ${output}
    DEPENDS ${source}
    DEPFILE ${output}.d)
endfunction()
