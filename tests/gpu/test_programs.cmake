# What the tests of room gpu start: the software driver, kernels of their own, a worker that answers nonsense.
compile_ptx(${CMAKE_CURRENT_SOURCE_DIR}/gpu/kernels/test_kernels.cu 60 ${CMAKE_BINARY_DIR}/tests/gpu/test_kernels.ptx)
add_custom_target(gpu_test_kernels DEPENDS ${CMAKE_BINARY_DIR}/tests/gpu/test_kernels.ptx)
add_executable(odd_worker gpu/odd_worker/odd_worker.cpp)
target_link_libraries(odd_worker PRIVATE lumbar_flags)
target_include_directories(odd_worker PRIVATE ${CMAKE_BINARY_DIR}/rooms/gpu)
set_target_properties(odd_worker PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/gpu)

add_dependencies(gpu_tests gpu_test_kernels odd_worker soft_cuda)
target_compile_definitions(gpu_tests PRIVATE
  LUMBAR_SOFT_DRIVER="${CMAKE_BINARY_DIR}/tests/soft_gpu/libcuda.so.1"
  LUMBAR_TEST_PTX="${CMAKE_BINARY_DIR}/tests/gpu/test_kernels.ptx"
  LUMBAR_ODD_WORKER="$<TARGET_FILE:odd_worker>")
